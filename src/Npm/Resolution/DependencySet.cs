using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>
/// Everything reachable from a version, each version once, each range resolved on its own: the graph's view. Immutable.
/// </summary>
public sealed class DependencySet
{
    private string? _revision;
    private StrongBox<UnpackedSize>? _unpackedSize;

    internal DependencySet(
        VersionManifest root,
        DependencySetEntry[] entries,
        DependencySetEdge[] edges,
        ResolutionProblem[] problems,
        HeadUse[] heads
    )
    {
        Root = root;
        Entries = entries;
        Edges = edges;
        Problems = problems;
        Heads = heads;
        IsComplete = problems.Length == 0;
        EstimatedBytes = SetSize.Of(entries, edges, problems, heads);
    }

    /// <summary>The version it begins at; no entry of its own.</summary>
    public VersionManifest Root { get; }

    /// <summary>The versions, ordered by depth, then name (ordinal), then version (ascending).</summary>
    public IReadOnlyList<DependencySetEntry> Entries { get; }

    /// <summary>
    /// Every edge, ordered by where it starts, then as declared. Versions at the greatest depth allowed have none.
    /// </summary>
    public IReadOnlyList<DependencySetEdge> Edges { get; }

    /// <summary>Where the set was cut short, if it was; then the edges that lead nowhere, in the order of <see cref="Edges"/>.</summary>
    public IReadOnlyList<ResolutionProblem> Problems { get; }

    /// <summary>Every package that was asked for, the root's first.</summary>
    public IReadOnlyList<HeadUse> Heads { get; }

    /// <summary>How many versions it holds, the root not counted.</summary>
    public int TotalCount => Entries.Count;

    /// <summary>The depth of the deepest entry; 0 when there is none.</summary>
    public int MaxDepth => Entries.Count == 0 ? 0 : Entries[^1].Depth;

    /// <summary>Whether every edge resolved. A depth asked for does not make a set incomplete.</summary>
    public bool IsComplete { get; }

    /// <summary>Heap bytes of the set, without the heads it points into.</summary>
    public long EstimatedBytes { get; }

    /// <summary>16 hexadecimal digits that change when versions, edges or states do.</summary>
    public string Revision => _revision ??= ComputeRevision();

    /// <summary>What its versions unpack to, the root not counted. Added up on first use.</summary>
    public UnpackedSize UnpackedSize =>
        (_unpackedSize ??= new(Packuments.UnpackedSize.Of(Entries.Select(entry => entry.Version)))).Value;

    /// <summary>Its deprecated versions in the order of <see cref="Entries"/>; listed anew each time.</summary>
    public IReadOnlyList<DeprecatedVersion> ListDeprecated()
    {
        var deprecated = new List<DeprecatedVersion>();
        ShortestPaths? paths = null;
        for (var i = 0; i < Entries.Count; i++)
            if (Entries[i].Version is { IsDeprecated: true, Deprecated: { } message } version)
                deprecated.Add(new DeprecatedVersion(version, message, paths ??= new ShortestPaths(this), i + 1));
        return deprecated;
    }

    /// <summary>Builds the set below a version, breadth first.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="kinds">The kinds of dependencies to follow, at every level.</param>
    /// <param name="maxDepth">How many levels to follow; null: all. 0 gives an empty set.</param>
    /// <param name="heads">Where to find packages.</param>
    public static DependencySet Build(VersionManifest root, DependencyKinds kinds, int? maxDepth, IHeadSource heads) =>
        new DependencySetBuilder(root, kinds, maxDepth ?? int.MaxValue, heads).Build();

    private string ComputeRevision()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new StringBuilder();
        line.Append(Root).Append('\n');
        foreach (var entry in Entries)
            line.Append(entry.Depth).Append(' ').Append(entry.Version).Append('\n');
        Flush();
        foreach (var edge in Edges)
        {
            line.Append(edge.From).Append(' ').Append(edge.To ?? -1).Append(' ').Append((int)edge.State).Append(' ');
            line.Append((int)edge.Requirement.Kind).Append(' ').Append(edge.Requirement).Append('\n');
            if (line.Length > 1 << 16)
                Flush();
        }
        Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));

        void Flush()
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line.ToString()));
            line.Clear();
        }
    }
}
