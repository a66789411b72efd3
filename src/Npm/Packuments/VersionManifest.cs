using System.Text;
using DepGraph.Npm.Packuments.Packing;
using DepGraph.Npm.SemVer;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Packuments;

/// <summary>
/// One version of a package, as its head has it. A head makes one object per version, on first use. Immutable; fields
/// other than the version and its requirements are decoded from the head's packed bytes whenever they are asked for.
/// </summary>
public sealed class VersionManifest
{
    private const int PurlOverheadBytes = 24;

    private string? _purl;

    internal VersionManifest(PackageHead head, int index, string version)
    {
        Head = head;
        Index = index;
        Version = version;
    }

    /// <summary>The package it is a version of.</summary>
    public PackageHead Head { get; }

    /// <summary>Its place among the package's versions, in ascending order.</summary>
    public int Index { get; }

    /// <summary>The version's text, the key under which the packument has it.</summary>
    public string Version { get; }

    /// <summary>The package's name.</summary>
    public string Name => Head.Name;

    /// <summary>
    /// Its package URL, for example <c>pkg:npm/express@4.21.2</c>. Made on first use and kept: a tree asks for the same
    /// versions again and again.
    /// </summary>
    public string Purl => _purl ?? KeepPurl();

    /// <summary>The version, loosely parsed; null when its text is no version.</summary>
    public SemVersion? SemVersion => Head.SemVersionAt(Index);

    /// <summary>
    /// Everything it declares: production, optional, development, then peer dependencies, each in the order of the
    /// document. Equal versions share the list.
    /// </summary>
    public IReadOnlyList<Requirement> Requirements => Head.RequirementsAt(Index, DependencyKinds.All);

    /// <summary>Why it should not be used; null when it is not deprecated.</summary>
    public string? Deprecated => Cold.DeprecatedId is >= 0 and var id ? Packed.Strings[id] : null;

    /// <summary>The <c>engines</c> value as JSON without insignificant white space; null when there is none.</summary>
    public string? EnginesJson => Cold.EnginesId is >= 0 and var id ? Packed.Strings[id] : null;

    /// <summary>The operating systems it declares, <c>!</c> excludes; empty: any.</summary>
    public IReadOnlyList<string> Os => Cold.Os.ToStrings(Packed.Strings);

    /// <summary>The processor architectures it declares, <c>!</c> excludes; empty: any.</summary>
    public IReadOnlyList<string> Cpu => Cold.Cpu.ToStrings(Packed.Strings);

    /// <summary>Whether installing it runs a script of its own.</summary>
    public bool HasInstallScript => (Packed.Flags(Index) & VersionFlags.HasInstallScript) != 0;

    /// <summary>Whether its tarball holds an npm-shrinkwrap.json.</summary>
    public bool HasShrinkwrap => (Packed.Flags(Index) & VersionFlags.HasShrinkwrap) != 0;

    /// <summary>Whether it is deprecated.</summary>
    public bool IsDeprecated => (Packed.Flags(Index) & VersionFlags.Deprecated) != 0;

    /// <summary>Names of the dependencies inside its tarball; empty: none.</summary>
    public IReadOnlyList<string> BundledNames => Cold.Bundled.ToStrings(Packed.Strings);

    /// <summary>A seldom wanted field as JSON; null: none.</summary>
    internal string? JsonOf(VersionExtra extra) =>
        (Packed.Flags(Index) & VersionFlags.HasExtras) != 0 && Cold.Extras[(int)extra] - 1 is >= 0 and var id
            ? Packed.Strings[id]
            : null;

    /// <summary>Whether there are dependencies inside its tarball.</summary>
    internal bool HasBundled => !Cold.Bundled.IsEmpty;

    /// <summary>Bytes of its unpacked files; null when the registry does not say.</summary>
    public long? UnpackedSize => Cold.UnpackedSize is >= 0 and var size ? size : null;

    /// <summary>How many files it has; null when the registry does not say.</summary>
    public long? FileCount => Cold.FileCount is >= 0 and var count ? count : null;

    /// <summary>The tarball's hashes as Subresource Integrity; null when the registry does not say.</summary>
    public string? Integrity
    {
        get
        {
            var cold = Cold;
            return cold.IntegrityForm switch
            {
                ColdFields.Form.Text => Packed.Strings[cold.IntegrityId],
                ColdFields.Form.Short => "sha512-" + Convert.ToBase64String(cold.Sha512),
                _ => null,
            };
        }
    }

    /// <summary>The tarball's SHA-1 in hexadecimal; null when the registry does not say.</summary>
    public string? Shasum
    {
        get
        {
            var cold = Cold;
            return cold.ShasumForm switch
            {
                ColdFields.Form.Text => Packed.Strings[cold.ShasumId],
                ColdFields.Form.Short => Convert.ToHexStringLower(cold.Sha1),
                _ => null,
            };
        }
    }

    /// <summary>The tarball's address; null when the registry does not say.</summary>
    public string? Tarball
    {
        get
        {
            var cold = Cold;
            return cold.TarballForm switch
            {
                ColdFields.Form.Text => Packed.Strings[cold.TarballId],
                ColdFields.Form.Short => Packed.Strings[cold.TarballId] + TarballPath.Of(Name, Version),
                _ => null,
            };
        }
    }

    private PackedHead Packed => Head.Packed;

    private ColdFields Cold => Packed.Cold(Index);

    /// <summary>
    /// The requirements of the given kinds, in the order of <see cref="Requirements"/>. No allocation for
    /// <see cref="DependencyKinds.Runtime"/> and <see cref="DependencyKinds.All"/> after the first time.
    /// </summary>
    public IReadOnlyList<Requirement> RequirementsOf(DependencyKinds kinds) => Head.RequirementsAt(Index, kinds);

    private string KeepPurl()
    {
        var made = PackageUrl.Of(Name, Version);
        if (Interlocked.CompareExchange(ref _purl, made, null) is { } other)
            return other;
        Head.AddMaterialised(PurlOverheadBytes + 2L * made.Length);
        return made;
    }

    /// <summary>Name and version, for example <c>express@4.21.2</c>.</summary>
    public override string ToString() => $"{Name}@{Version}";
}
