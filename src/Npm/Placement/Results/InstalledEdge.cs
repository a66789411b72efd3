using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Placement;

/// <summary>A dependency between placed packages.</summary>
/// <param name="From">The dependent's path; empty for the project.</param>
/// <param name="Kind">The map that declares it.</param>
/// <param name="Name">The name it is declared under.</param>
/// <param name="Range">The spec as declared.</param>
/// <param name="Override">The spec that an override puts in its place; null: none.</param>
/// <param name="To">The path of what it resolves to; null: nothing.</param>
/// <param name="IsValid">Whether that satisfies it, or may be missing.</param>
public readonly record struct InstalledEdge(
    string From,
    DependencyKind Kind,
    string Name,
    string Range,
    string? Override,
    string? To,
    bool IsValid
);
