namespace DepGraph.EndToEnd.Peers;

/// <summary>What a registry was asked.</summary>
/// <param name="Name">The package.</param>
/// <param name="Authorization">The header; null without it.</param>
/// <param name="IfNoneMatch">The header; null without it.</param>
public sealed record RegistryRequest(string Name, string? Authorization, string? IfNoneMatch);
