namespace DepGraph.Npm.Packuments;

/// <summary>A distinct requirement of a package, and which of its versions declare it.</summary>
/// <param name="Requirement">Kind, name and range.</param>
/// <param name="Versions">How many versions declare it, 1 at least.</param>
/// <param name="IsOfLatest">Whether the version that the tag <c>latest</c> points at is one of them.</param>
public readonly record struct RequirementUse(Requirement Requirement, int Versions, bool IsOfLatest);
