using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Picking;

/// <summary>
/// What picking needs to know of a package. Versions are numbered in ascending semver order: texts that are no version, not
/// even loosely, come first, and of versions that compare equal the one that the document lists first comes last.
/// </summary>
public interface IPickable
{
    string Name { get; }

    /// <summary>How many versions there are, all lists together, each text once.</summary>
    int Count { get; }

    /// <summary>Whether some version is staged or restricted; rare, and costs the quick way of picking.</summary>
    bool HasUnpublished => false;

    /// <summary>What a policy says about the versions it restricts.</summary>
    string? RestrictionMessage => null;

    /// <summary>The version's text, as the document has it.</summary>
    string VersionAt(int index);

    /// <summary>The version read loosely; null when the text is none.</summary>
    SemVersion? SemVersionAt(int index);

    /// <summary>Whether the version has a deprecation notice that is not empty or false.</summary>
    bool IsDeprecatedAt(int index);

    /// <summary>What the version demands of the Node and npm that run it.</summary>
    Engines EnginesAt(int index);

    VersionAvailability AvailabilityAt(int index) => VersionAvailability.Published;

    /// <summary>The number of the version with exactly this text; −1: there is none.</summary>
    int IndexOf(string version);

    /// <summary>The version text a dist-tag points at, whether or not there is such a version; null: no such tag.</summary>
    string? TargetOf(string tag);

    /// <summary>
    /// When a version was published, also one that is gone; null when the document does not say, and
    /// <see cref="DateTimeOffset.MaxValue"/> when what it says is no date: such a version is never old enough.
    /// </summary>
    DateTimeOffset? PublishedAt(string version) => null;
}
