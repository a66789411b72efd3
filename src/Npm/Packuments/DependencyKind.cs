namespace DepGraph.Npm.Packuments;

/// <summary>Which map of a manifest declares a dependency.</summary>
public enum DependencyKind : byte
{
    /// <summary><c>dependencies</c>, unless <c>optionalDependencies</c> names it too.</summary>
    Prod,

    /// <summary><c>devDependencies</c>.</summary>
    Dev,

    /// <summary><c>peerDependencies</c>.</summary>
    Peer,

    /// <summary><c>optionalDependencies</c>; wins over <c>dependencies</c> for the same name.</summary>
    Optional,

    /// <summary><c>peerDependencies</c> that <c>peerDependenciesMeta</c> marks as optional.</summary>
    PeerOptional,
}

/// <summary>A set of <see cref="DependencyKind"/>s; bit n stands for the kind of value n.</summary>
[Flags]
public enum DependencyKinds : byte
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <inheritdoc cref="DependencyKind.Prod"/>
    Prod = 1 << DependencyKind.Prod,

    /// <inheritdoc cref="DependencyKind.Dev"/>
    Dev = 1 << DependencyKind.Dev,

    /// <inheritdoc cref="DependencyKind.Peer"/>
    Peer = 1 << DependencyKind.Peer,

    /// <inheritdoc cref="DependencyKind.Optional"/>
    Optional = 1 << DependencyKind.Optional,

    /// <inheritdoc cref="DependencyKind.PeerOptional"/>
    PeerOptional = 1 << DependencyKind.PeerOptional,

    /// <summary>What an installed package needs to run: <see cref="Prod"/> and <see cref="Optional"/>.</summary>
    Runtime = Prod | Optional,

    /// <summary>Every kind.</summary>
    All = Prod | Dev | Peer | Optional | PeerOptional,
}

/// <summary>Conversions between one kind and a set of them.</summary>
public static class DependencyKindExtensions
{
    /// <summary>The set that holds just <paramref name="kind"/>.</summary>
    public static DependencyKinds ToFlag(this DependencyKind kind) => (DependencyKinds)(1 << (int)kind);

    /// <summary>Whether <paramref name="kind"/> is in <paramref name="kinds"/>.</summary>
    public static bool Includes(this DependencyKinds kinds, DependencyKind kind) => (kinds & kind.ToFlag()) != 0;
}
