namespace DepGraph.Storage.Searching;

/// <summary>What a package needs to match a text so well, or better.</summary>
/// <param name="Tier">How well.</param>
/// <param name="Terms">Of each of these one.</param>
internal sealed record SearchStage(SearchTier Tier, IReadOnlyList<IReadOnlyList<SearchTerm>> Terms);
