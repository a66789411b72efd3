using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Finishing;

/// <summary>Whether a package says that it runs on a platform.</summary>
internal static class PlatformCheck
{
    public static bool Fits(NodeManifest manifest, InstallPlatform platform) =>
        Fits(platform.Os, ManifestLists.Of(manifest, "os"))
        && Fits(platform.Cpu, ManifestLists.Of(manifest, "cpu"))
        && FitsLibc(platform, ManifestLists.Of(manifest, "libc"));

    /// <summary>Only Linux has a C library to choose: elsewhere a package that demands one does not fit.</summary>
    private static bool FitsLibc(InstallPlatform platform, IReadOnlyList<string> demanded)
    {
        if (demanded.Count == 0)
            return true;
        return platform.Os is null or "linux"
            ? Fits(platform.Libc, demanded)
            : platform.Libc is not null && Fits(platform.Libc, demanded);
    }

    /// <summary>None of the excluded values, and one of the others if there are any.</summary>
    private static bool Fits(string? value, IReadOnlyList<string> demanded)
    {
        if (value is null || demanded.Count == 0 || demanded is ["any"])
            return true;
        var excluded = 0;
        var isNamed = false;
        foreach (var each in demanded)
        {
            if (each.StartsWith('!'))
            {
                excluded++;
                if (each.AsSpan(1).SequenceEqual(value))
                    return false;
            }
            else
            {
                isNamed |= each == value;
            }
        }
        return isNamed || excluded == demanded.Count;
    }
}
