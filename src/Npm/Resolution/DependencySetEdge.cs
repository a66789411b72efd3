using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>One requirement of a version of a <see cref="DependencySet"/>.</summary>
public sealed class DependencySetEdge
{
    private readonly int _to;

    internal DependencySetEdge(
        int from,
        int to,
        VersionManifest source,
        VersionManifest? target,
        Requirement requirement,
        ResolutionState state
    )
    {
        From = from;
        _to = to;
        Source = source;
        Target = target;
        Requirement = requirement;
        State = state;
    }

    /// <summary>Who declares it: 0 is the root, n the n-th entry.</summary>
    public int From { get; }

    /// <summary>What it resolves to, numbered like <see cref="From"/>; null when unresolved or left out by a bound.</summary>
    public int? To => _to < 0 ? null : _to;

    /// <summary>The version that declares it.</summary>
    public VersionManifest Source { get; }

    /// <summary>The version it resolves to; null when unresolved.</summary>
    public VersionManifest? Target { get; }

    /// <summary>What is declared.</summary>
    public Requirement Requirement { get; }

    /// <summary>What became of it.</summary>
    public ResolutionState State { get; }
}
