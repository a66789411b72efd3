using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>
/// A package that a set or tree was built from. The result holds as long as the source would give the same answers.
/// </summary>
/// <param name="Name">The package's name.</param>
/// <param name="Status">What the source answered.</param>
/// <param name="Head">The head used; null unless found.</param>
public readonly record struct HeadUse(string Name, HeadStatus Status, PackageHead? Head);
