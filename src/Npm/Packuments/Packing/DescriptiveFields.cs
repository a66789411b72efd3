namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Describing fields of a version or a document while it is read: string ids and sequence ids; −1: none.</summary>
internal struct DescriptiveFields
{
    public int Description;
    public int Homepage;
    public int License;

    /// <summary>A sequence of string ids.</summary>
    public int Keywords;

    /// <summary>A sequence of string ids.</summary>
    public int Libc;

    /// <summary>The JSON of <c>libc</c> where it is a text.</summary>
    public int LibcJson;

    /// <summary>The JSON of <c>license</c> where it is no text; <see cref="NoLicense"/>: there is none.</summary>
    public int LicenseJson;

    /// <summary>The JSON of <c>workspaces</c>.</summary>
    public int WorkspacesJson;

    /// <summary>A sequence of name id, email id, name id … ; each may be −1.</summary>
    public int Maintainers;
    public int RepositoryUrl;
    public int Directory;

    public const int NoLicense = -2;

    public static DescriptiveFields Empty =>
        new()
        {
            Description = -1,
            Homepage = -1,
            License = -1,
            Keywords = -1,
            Libc = -1,
            LibcJson = -1,
            LicenseJson = NoLicense,
            WorkspacesJson = -1,
            Maintainers = -1,
            RepositoryUrl = -1,
            Directory = -1,
        };

    /// <summary>These fields, with those of <paramref name="other"/> where there are none.</summary>
    public readonly DescriptiveFields Or(in DescriptiveFields other) =>
        new()
        {
            Description = Description >= 0 ? Description : other.Description,
            Homepage = Homepage >= 0 ? Homepage : other.Homepage,
            License = License >= 0 ? License : other.License,
            Keywords = Keywords >= 0 ? Keywords : other.Keywords,
            Libc = Libc >= 0 ? Libc : other.Libc,
            LibcJson = Libc >= 0 ? LibcJson : other.LibcJson,
            LicenseJson = License >= 0 ? LicenseJson : other.LicenseJson,
            Maintainers = Maintainers >= 0 ? Maintainers : other.Maintainers,
            RepositoryUrl = RepositoryUrl >= 0 ? RepositoryUrl : other.RepositoryUrl,
            Directory = RepositoryUrl >= 0 ? Directory : other.Directory,
        };
}
