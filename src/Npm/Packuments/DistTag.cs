namespace DepGraph.Npm.Packuments;

/// <summary>One entry of a packument's <c>dist-tags</c>.</summary>
/// <param name="Tag">For example <c>latest</c>.</param>
/// <param name="Version">The version it points at; the packument need not have that version.</param>
public readonly record struct DistTag(string Tag, string Version);
