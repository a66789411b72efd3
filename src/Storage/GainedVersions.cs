using DepGraph.Npm.Packuments;

namespace DepGraph.Storage;

/// <summary>What a head has that the one before had not.</summary>
internal static class GainedVersions
{
    /// <param name="former">Null: the package was remembered as missing.</param>
    /// <param name="later">The head that takes its place.</param>
    public static IReadOnlyList<string> Between(PackageHead? former, PackageHead later)
    {
        var gained = new List<string>();
        for (var index = 0; index < later.Count; index++)
        {
            var version = later[index].Version;
            if (former is null || former.IndexOf(version) < 0)
                gained.Add(version);
        }
        return gained;
    }
}
