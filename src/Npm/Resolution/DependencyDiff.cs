using System.Security.Cryptography;
using System.Text;
using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>
/// What turns one dependency set into another, version by version; roots and edges do not count. Immutable. Versions that both have
/// are unchanged. Of a package's other versions those with the same major number are paired, highest with highest, then the rest,
/// again highest with highest: a pair is a change. What finds no partner was removed or added.
/// </summary>
public sealed class DependencyDiff
{
    private const int ElementBytes = 40;

    private string? _revision;

    internal DependencyDiff(DependencySet from, DependencySet to)
    {
        (From, To) = (from, to);
    }

    /// <summary>The set before.</summary>
    public DependencySet From { get; }

    /// <summary>The set after.</summary>
    public DependencySet To { get; }

    /// <summary>Versions that only the set after has and that stand for none before, by name (ordinal), then version (ascending).</summary>
    public required IReadOnlyList<VersionManifest> Added { get; init; }

    /// <summary>Versions that only the set before has and that nothing stands for after, in the same order.</summary>
    public required IReadOnlyList<VersionManifest> Removed { get; init; }

    /// <summary>Versions that others stand for, in the order of those before.</summary>
    public required IReadOnlyList<VersionChange> Changed { get; init; }

    /// <summary>How many versions both sets have.</summary>
    public required int UnchangedCount { get; init; }

    /// <summary>Whether both sets are: if not, what is missing in one of them looks added or removed.</summary>
    public bool IsComplete => From.IsComplete && To.IsComplete;

    /// <summary>Heap bytes of the difference and of both sets.</summary>
    public long EstimatedBytes =>
        From.EstimatedBytes + To.EstimatedBytes + ElementBytes * ((long)Added.Count + Removed.Count + Changed.Count);

    /// <summary>16 hexadecimal digits that change when one of the sets does.</summary>
    public string Revision =>
        _revision ??= Convert.ToHexStringLower(
            SHA256.HashData(Encoding.ASCII.GetBytes($"{From.Revision} {To.Revision}")).AsSpan(0, 8)
        );

    /// <summary>Compares two sets, of whatever roots. Versions are the same that have the same name and text.</summary>
    public static DependencyDiff Of(DependencySet from, DependencySet to) =>
        new DependencyDiffBuilder(from, to).Build();
}
