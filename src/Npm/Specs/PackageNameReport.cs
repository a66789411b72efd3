namespace DepGraph.Npm.Specs;

/// <summary>What is wrong with a package name. Each entry is a sentence that npm prints, without its full stop.</summary>
/// <param name="Errors">Why no package can have the name.</param>
/// <param name="Warnings">Why no new package can have the name, though an old one may.</param>
public sealed record PackageNameReport(IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings)
{
    public bool IsValidForOldPackages => Errors.Count == 0;

    public bool IsValidForNewPackages => Errors.Count == 0 && Warnings.Count == 0;
}
