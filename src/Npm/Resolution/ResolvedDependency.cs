using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>A requirement together with what became of it.</summary>
public sealed class ResolvedDependency
{
    /// <summary>Pairs a requirement with its resolution.</summary>
    public ResolvedDependency(Requirement requirement, in Resolution resolution)
    {
        Requirement = requirement;
        State = resolution.State;
        Target = resolution.Target;
        Message = resolution.Message;
    }

    /// <summary>What is declared.</summary>
    public Requirement Requirement { get; }

    /// <summary>What became of it.</summary>
    public ResolutionState State { get; }

    /// <summary>The version picked; null unless resolved.</summary>
    public VersionManifest? Target { get; }

    /// <summary>Why nothing was picked; null when resolved.</summary>
    public string? Message { get; }
}
