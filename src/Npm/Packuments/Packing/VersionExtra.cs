using System.Runtime.CompilerServices;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Fields of a manifest that only a lock file repeats, or that few manifests have; kept as JSON.</summary>
internal enum VersionExtra
{
    AcceptDependencies,
    Bin,
    Funding,
    PeerDependenciesMeta,

    /// <summary>Only where it is a text: npm's lock file repeats the form.</summary>
    Os,

    /// <inheritdoc cref="Os"/>
    Cpu,
}

/// <summary>A string id + 1 for each <see cref="VersionExtra"/>; 0: none.</summary>
[InlineArray(Count)]
internal struct ExtraIds
{
    public const int Count = 6;

    private int _first;

    public readonly bool IsEmpty => !((ReadOnlySpan<int>)this).ContainsAnyExcept(0);
}
