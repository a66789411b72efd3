namespace DepGraph.EndToEnd.Cypher;

/// <summary>A query of the page with all that the page says of it.</summary>
/// <param name="Name">The heading it stands below, numbered where there are several.</param>
/// <param name="Parameters">A map in Cypher; <c>{}</c> for none.</param>
/// <param name="Query">The query.</param>
/// <param name="Answer">The table that follows it; null when there is none.</param>
/// <param name="StartsAt">The index that it begins at, as <c>Label(property, property)</c>; null when the page names none.</param>
/// <param name="ReadsEvery">The label of which it reads every node; null when the page names none.</param>
internal sealed record CypherQuestion(
    string Name,
    string Parameters,
    string Query,
    Table? Answer,
    string? StartsAt,
    string? ReadsEvery
);
