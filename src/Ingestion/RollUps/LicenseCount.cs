using DepGraph.Ingestion.Graph;

namespace DepGraph.Ingestion.RollUps;

/// <summary>How many versions of a set have a licence.</summary>
/// <param name="License">As declared; null: they declare none, or, with <paramref name="Unknown"/>, it is not known.</param>
/// <param name="Count">How many versions.</param>
/// <param name="Unknown">Why their licences are not known; null: they are.</param>
public sealed record LicenseCount(string? License, int Count, DetailsAnswer? Unknown = null);
