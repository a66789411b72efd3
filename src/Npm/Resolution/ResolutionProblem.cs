using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>An edge of a set or tree that leads nowhere, or the first one that was left out.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Name">The name it is declared under.</param>
/// <param name="Range">The range as declared.</param>
/// <param name="RequiredBy">The version that declares it.</param>
/// <param name="Message">Who needs what, and why it did not resolve.</param>
public sealed record ResolutionProblem(
    ResolutionState State,
    string Name,
    string Range,
    VersionManifest RequiredBy,
    string Message
)
{
    /// <summary>Says where a set or tree was cut short: this requirement and all that would have followed are left out.</summary>
    internal static ResolutionProblem CutShort(Requirement requirement, VersionManifest requiredBy) =>
        new(
            ResolutionState.Failed,
            requirement.Name,
            requirement.Range,
            requiredBy,
            $"{requirement.Name}@{requirement.Range} required by {requiredBy} and what follows it are left out: "
                + $"there are more than {ResolutionLimits.MaximumEdges} dependencies; ask with a smaller maxDepth"
        );
}
