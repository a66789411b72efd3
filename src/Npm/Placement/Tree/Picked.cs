namespace DepGraph.Npm.Placement.Tree;

/// <summary>What a demand comes to: a package's manifest, or why there is none.</summary>
/// <param name="Manifest">The manifest; an empty one after a failure.</param>
/// <param name="Failure">Why there is none; null when there is one.</param>
internal sealed record Picked(NodeManifest Manifest, LoadFailure? Failure);

/// <summary>Why a package could not be had. An optional one then vanishes; for any other npm fails in the end.</summary>
/// <param name="Code">npm's code, or <see cref="InstallProblem.UnsupportedSpec"/>.</param>
/// <param name="Message">What is wrong, naming the thing.</param>
internal sealed record LoadFailure(string Code, string Message)
{
    /// <summary>Whether npm might well have had it.</summary>
    public bool IsUnsupported => Code == InstallProblem.UnsupportedSpec;
}
