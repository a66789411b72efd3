using System.Text.Json;

namespace DepGraph.Npm.Packuments.Reading;

/// <summary>The fields of a manifest, its <c>dist</c> or a document's top level that are kept.</summary>
internal enum PackumentField
{
    Other,
    Name,
    Modified,
    DistTags,
    Versions,
    Time,
    Dependencies,
    OptionalDependencies,
    DevDependencies,
    PeerDependencies,
    PeerDependenciesMeta,
    BundleDependencies,
    BundledDependencies,
    Deprecated,
    Engines,
    Os,
    Cpu,
    Libc,
    Dist,
    HasInstallScript,
    HasShrinkwrap,
    Scripts,
    License,
    Licenses,
    Description,
    Homepage,
    Keywords,
    Repository,
    Maintainers,
    AcceptDependencies,
    Bin,
    Funding,
    Workspaces,
}

/// <summary>Recognises field names without making strings.</summary>
internal static class PackumentFields
{
    public static PackumentField Of(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return Of(reader.ValueSpan);
        // The longest name has 20 bytes, and no escape sequence is longer than 6 bytes a character.
        Span<byte> text = stackalloc byte[128];
        if (reader.ValueSpan.Length > text.Length)
            return PackumentField.Other;
        try
        {
            return Of(text[..reader.CopyString(text)]);
        }
        catch (InvalidOperationException)
        {
            return PackumentField.Other;
        }
    }

    private static PackumentField Of(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            2 when name.SequenceEqual("os"u8) => PackumentField.Os,
            3 when name.SequenceEqual("bin"u8) => PackumentField.Bin,
            3 when name.SequenceEqual("cpu"u8) => PackumentField.Cpu,
            4 when name.SequenceEqual("dist"u8) => PackumentField.Dist,
            4 when name.SequenceEqual("name"u8) => PackumentField.Name,
            4 when name.SequenceEqual("libc"u8) => PackumentField.Libc,
            4 when name.SequenceEqual("time"u8) => PackumentField.Time,
            7 when name.SequenceEqual("engines"u8) => PackumentField.Engines,
            7 when name.SequenceEqual("scripts"u8) => PackumentField.Scripts,
            7 when name.SequenceEqual("license"u8) => PackumentField.License,
            7 when name.SequenceEqual("funding"u8) => PackumentField.Funding,
            8 when name.SequenceEqual("versions"u8) => PackumentField.Versions,
            8 when name.SequenceEqual("homepage"u8) => PackumentField.Homepage,
            8 when name.SequenceEqual("keywords"u8) => PackumentField.Keywords,
            8 when name.SequenceEqual("licenses"u8) => PackumentField.Licenses,
            8 when name.SequenceEqual("modified"u8) => PackumentField.Modified,
            9 when name.SequenceEqual("dist-tags"u8) => PackumentField.DistTags,
            10 when name.SequenceEqual("workspaces"u8) => PackumentField.Workspaces,
            10 when name.SequenceEqual("deprecated"u8) => PackumentField.Deprecated,
            10 when name.SequenceEqual("repository"u8) => PackumentField.Repository,
            11 when name.SequenceEqual("description"u8) => PackumentField.Description,
            11 when name.SequenceEqual("maintainers"u8) => PackumentField.Maintainers,
            12 when name.SequenceEqual("dependencies"u8) => PackumentField.Dependencies,
            14 when name.SequenceEqual("_hasShrinkwrap"u8) => PackumentField.HasShrinkwrap,
            15 when name.SequenceEqual("devDependencies"u8) => PackumentField.DevDependencies,
            16 when name.SequenceEqual("peerDependencies"u8) => PackumentField.PeerDependencies,
            16 when name.SequenceEqual("hasInstallScript"u8) => PackumentField.HasInstallScript,
            18 when name.SequenceEqual("acceptDependencies"u8) => PackumentField.AcceptDependencies,
            18 when name.SequenceEqual("bundleDependencies"u8) => PackumentField.BundleDependencies,
            19 when name.SequenceEqual("bundledDependencies"u8) => PackumentField.BundledDependencies,
            20 when name.SequenceEqual("optionalDependencies"u8) => PackumentField.OptionalDependencies,
            20 when name.SequenceEqual("peerDependenciesMeta"u8) => PackumentField.PeerDependenciesMeta,
            _ => PackumentField.Other,
        };
}
