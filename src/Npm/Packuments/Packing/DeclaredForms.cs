namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Fields of a version as JSON, in the form in which they are declared; null: none.</summary>
/// <param name="Libc">Only where it is a text.</param>
/// <param name="License">Only what stands under that name.</param>
/// <param name="Workspaces">Of a package that was published with them.</param>
internal readonly record struct DeclaredForms(string? Libc, string? License, string? Workspaces);
