using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments;

/// <summary>A person who may publish a package.</summary>
/// <param name="Name">The account's or person's name; null when unknown.</param>
/// <param name="Email">The address; null when unknown.</param>
public sealed record Maintainer(string? Name, string? Email);

/// <summary>
/// What only a package's full document says. What its top level leaves out is what the <c>latest</c> version says.
/// Compact like a <see cref="PackageHead"/>: packed bytes, decoded when asked. Immutable and thread-safe.
/// </summary>
public sealed class PackageDetails
{
    private const int FixedBytes = 400;
    private readonly TopLevel _top;

    internal PackageDetails(string name, PackedDetails packed)
    {
        Name = name;
        Packed = packed;
        _top = Decode(packed);
    }

    /// <summary>The package's name.</summary>
    public string Name { get; }

    /// <summary>One line about it; null: none.</summary>
    public string? Description => _top.Text;

    /// <summary>The home page's address; null: none.</summary>
    public string? Homepage => _top.Homepage;

    /// <summary>The licence, as an SPDX expression where the publisher keeps to that; null: none.</summary>
    public string? License => _top.License;

    /// <summary>The repository's address as declared; null: none.</summary>
    public string? RepositoryUrl => _top.RepositoryUrl;

    /// <summary>The package's folder in its repository; null: its root, or unknown.</summary>
    public string? RepositoryDirectory => _top.RepositoryDirectory;

    /// <summary>The keywords in the publisher's order.</summary>
    public IReadOnlyList<string> Keywords => _top.Keywords;

    /// <summary>Who may publish it.</summary>
    public IReadOnlyList<Maintainer> Maintainers => _top.Maintainers;

    /// <summary>When the package first appeared; null: unknown.</summary>
    public DateTimeOffset? CreatedAt => Time(Packed.CreatedMilliseconds);

    /// <summary>When the registry says that it changed last; null: unknown.</summary>
    public DateTimeOffset? ModifiedAt => Time(Packed.ModifiedMilliseconds);

    /// <summary>Changes when, and only when, anything exposed here changes: 32 hexadecimal digits.</summary>
    public string ContentHash => PackedEnvelope.HashOf(Packed.Data);

    /// <summary>Heap bytes of the details as they are now; grows as strings are made.</summary>
    public long EstimatedBytes => FixedBytes + Packed.Data.Length + Packed.Strings.MaterialisedBytes;

    internal PackedDetails Packed { get; }

    /// <summary>What the document says about one version.</summary>
    /// <param name="version">The version's text.</param>
    /// <returns>Null when the document does not have the version.</returns>
    public VersionDetails? Find(string version)
    {
        var row = Packed.Texts.IndexOf(version);
        return row < 0
            ? null
            : new VersionDetails(Time(Packed.PublishedMilliseconds(row)), Packed.License(row), Packed.Libc(row));
    }

    /// <summary>What npm's lock file repeats of a version; nothing where the document does not have it.</summary>
    internal DeclaredForms DeclaredForms(string version)
    {
        var row = Packed.Texts.IndexOf(version);
        return row < 0 ? default : Packed.Declared(row);
    }

    private static DateTimeOffset? Time(long milliseconds) =>
        milliseconds == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static TopLevel Decode(PackedDetails packed)
    {
        var reader = packed.Top;
        reader.Varint();
        var text = Text(ref reader);
        var homepage = Text(ref reader);
        var license = Text(ref reader);
        var repositoryUrl = Text(ref reader);
        var directory = Text(ref reader);
        var keywords = new string[reader.Varint()];
        for (var i = 0; i < keywords.Length; i++)
            keywords[i] = packed.Strings[reader.Varint()];
        var maintainers = new Maintainer[reader.Varint()];
        for (var i = 0; i < maintainers.Length; i++)
            maintainers[i] = new Maintainer(Text(ref reader), Text(ref reader));
        return new TopLevel(text, homepage, license, repositoryUrl, directory, keywords, maintainers);

        string? Text(ref PackedReader from) => from.Varint() - 1 is >= 0 and var id ? packed.Strings[id] : null;
    }

    private sealed record TopLevel(
        string? Text,
        string? Homepage,
        string? License,
        string? RepositoryUrl,
        string? RepositoryDirectory,
        string[] Keywords,
        Maintainer[] Maintainers
    );
}

/// <summary>What only the full document says about a version.</summary>
/// <param name="PublishedAt">When it was published; null: unknown.</param>
/// <param name="License">Its licence; null: none.</param>
/// <param name="Libc">The C libraries it declares, <c>!</c> excludes; empty: any.</param>
public readonly record struct VersionDetails(DateTimeOffset? PublishedAt, string? License, IReadOnlyList<string> Libc);
