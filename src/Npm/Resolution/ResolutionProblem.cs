using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>An edge of a set or tree that leads nowhere.</summary>
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
);
