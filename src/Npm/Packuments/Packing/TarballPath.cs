using System.Text;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>The path that registries give a tarball: <c>@scope/name/-/name-1.2.3.tgz</c>.</summary>
internal static class TarballPath
{
    public static string Of(string name, string version) => $"{name}/-/{name[(name.IndexOf('/') + 1)..]}-{version}.tgz";

    /// <summary>What stands before the usual path; −1 when <paramref name="tarball"/> has another one.</summary>
    public static int PrefixLength(ReadOnlySpan<byte> tarball, ReadOnlySpan<byte> name, ReadOnlySpan<byte> version)
    {
        var baseName = name[(name.IndexOf((byte)'/') + 1)..];
        var rest = tarball;
        return
            Drop(ref rest, ".tgz"u8)
            && Drop(ref rest, version)
            && Drop(ref rest, "-"u8)
            && Drop(ref rest, baseName)
            && Drop(ref rest, "/-/"u8)
            && Drop(ref rest, name)
            ? rest.Length
            : -1;
    }

    private static bool Drop(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> end)
    {
        if (!rest.EndsWith(end))
            return false;
        rest = rest[..^end.Length];
        return true;
    }
}
