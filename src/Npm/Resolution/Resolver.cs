using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>What a requirement resolves to, on its own.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Target">The version picked; null unless resolved.</param>
/// <param name="Message">Why nothing was picked, naming the thing; null when resolved.</param>
public readonly record struct Resolution(ResolutionState State, VersionManifest? Target, string? Message);

/// <summary>
/// Resolves one requirement as npm-pick-manifest would with no engine check: context-free, whatever else is installed.
/// </summary>
public static class Resolver
{
    /// <summary>Resolves a requirement.</summary>
    /// <param name="requirement">What to resolve.</param>
    /// <param name="heads">Where to find the package it names.</param>
    /// <param name="requiredBy">Who declares it, for the message; null: nobody in particular.</param>
    public static Resolution Resolve(Requirement requirement, IHeadSource heads, VersionManifest? requiredBy = null) =>
        requirement.PackageName is { } name
            ? Resolve(requirement, heads.Find(name), requiredBy)
            : Unresolved(ResolutionState.UnsupportedSpec, requirement, requiredBy, null);

    /// <summary>Resolves a requirement that names a registry package.</summary>
    /// <param name="requirement">What to resolve; its <see cref="Requirement.PackageName"/> is not null.</param>
    /// <param name="package">What is known of that package.</param>
    /// <param name="requiredBy">Who declares it, for the message; null: nobody in particular.</param>
    public static Resolution Resolve(Requirement requirement, HeadAnswer package, VersionManifest? requiredBy = null)
    {
        if (package.Head is { } head)
            return package.Pick(requirement) is { } index
                ? new Resolution(ResolutionState.Resolved, head[index], null)
                : new Resolution(
                    ResolutionState.NoMatchingVersion,
                    null,
                    ResolutionMessages.NoMatchingVersion(requirement, requiredBy, head)
                );
        var state = package.Status switch
        {
            HeadStatus.NotFound => ResolutionState.PackageNotFound,
            HeadStatus.Pending => ResolutionState.Pending,
            _ => ResolutionState.Failed,
        };
        return Unresolved(state, requirement, requiredBy, package.Message);
    }

    private static Resolution Unresolved(
        ResolutionState state,
        Requirement requirement,
        VersionManifest? requiredBy,
        string? reason
    ) => new(state, null, ResolutionMessages.Of(state, requirement, requiredBy, reason));
}
