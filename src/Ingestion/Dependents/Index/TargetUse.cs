using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>A package that another one depends on, in one word, in the order of the numbers.</summary>
internal readonly record struct TargetUse(int Bits)
{
    public TargetUse(int number, bool isFollowed)
        : this(checked(number << 1) | (isFollowed ? 1 : 0)) { }

    /// <summary>The package depended upon.</summary>
    public int Number => Bits >> 1;

    /// <summary>Whether the latest version of the depending package needs it to run, which is what closures follow unless told otherwise.</summary>
    public bool IsFollowed => (Bits & 1) != 0;

    /// <summary>Whether an edge makes its target a followed one.</summary>
    public static bool Follows(EdgeUse use) => use.IsOfLatest && DependencyKinds.Runtime.Includes(use.Kind);
}
