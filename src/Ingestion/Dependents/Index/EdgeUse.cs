using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>What the index knows of an edge, in one word: three bits of kind, one for the latest version, the rest counts versions.</summary>
internal readonly record struct EdgeUse(uint Bits)
{
    /// <summary>The bits that a <see cref="EdgeFilter"/> looks at.</summary>
    public const uint FilterMask = 0xF;

    private const uint KindMask = 0x7;
    private const uint LatestBit = 0x8;
    private const int VersionsShift = 4;

    public EdgeUse(DependencyKind kind, int versions, bool isOfLatest)
        : this((uint)kind | (isOfLatest ? LatestBit : 0) | (uint)versions << VersionsShift) { }

    public DependencyKind Kind => (DependencyKind)(Bits & KindMask);

    /// <summary>Whether the latest version declares it.</summary>
    public bool IsOfLatest => (Bits & LatestBit) != 0;

    /// <summary>How many versions declare it.</summary>
    public int Versions => (int)(Bits >> VersionsShift);
}
