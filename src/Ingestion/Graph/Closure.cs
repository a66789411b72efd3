using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.Graph;

/// <summary>A root with the heads of everything below it, and what was built from them. Immutable but for lazy parts.</summary>
internal sealed class Closure(
    ClosureKey key,
    VersionManifest root,
    ClosureHeads heads,
    bool isPending,
    string? ingestionId
)
{
    private readonly Lock gate = new();
    private volatile ClosureAnswer<DependencySet>? set;
    private volatile ClosureAnswer<DependencyTree>? tree;
    private volatile KeptRollUps? rollUps;

    public ClosureKey Key { get; } = key;

    public VersionManifest Root { get; } = root;

    public ClosureHeads Heads { get; } = heads;

    /// <summary>Some heads are missing.</summary>
    public bool IsPending { get; } = isPending;

    /// <summary>Some heads could not be had: another try may give more.</summary>
    public bool HasFailures { get; } = heads.Answers.Any(pair => pair.Value.Status == HeadStatus.Failed);

    /// <summary>Called when something was built or let go: its size is another.</summary>
    public Action<Closure>? Grown { get; set; }

    /// <summary>Bytes in memory, without the heads, which are the head cache's.</summary>
    public long Size =>
        400
        + (48L * Heads.Count)
        + (set?.Value.EstimatedBytes ?? 0)
        + (tree?.Value.EstimatedBytes ?? 0)
        + (rollUps?.Size ?? 0);

    public ClosureAnswer<DependencySet> Set => set ?? BuildSet();

    public ClosureAnswer<DependencyTree> Tree => tree ?? BuildTree();

    /// <summary>What the full documents say of the set; null: not made, or let go.</summary>
    public KeptRollUps? RollUps
    {
        get => rollUps;
        set
        {
            rollUps = value;
            Grown?.Invoke(this);
        }
    }

    private ClosureAnswer<DependencySet> BuildSet()
    {
        lock (gate)
        {
            set ??= new(DependencySet.Build(Root, Key.Kinds, Key.Limit, Heads), IsPending, ingestionId)
            {
                Closure = this,
            };
        }

        Grown?.Invoke(this);
        return set;
    }

    private ClosureAnswer<DependencyTree> BuildTree()
    {
        lock (gate)
        {
            tree ??= new(DependencyTree.Build(Root, Key.Kinds, Key.Limit, Heads), IsPending, ingestionId);
        }

        Grown?.Invoke(this);
        return tree;
    }
}
