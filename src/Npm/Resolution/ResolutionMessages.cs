using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>Says why a requirement did not resolve: who needs what, then the reason.</summary>
internal static class ResolutionMessages
{
    public static string NoMatchingVersion(Requirement requirement, VersionManifest? requiredBy, PackageHead head)
    {
        var wanted = requirement.Spec!.Registry.FetchSpec;
        var latest = head switch
        {
            { Count: 0 } => "it has no versions",
            { Latest: { } version } when head.IndexOf(version) >= 0 => $"latest is {version}",
            { Latest: { } version } => $"latest points at {version}, which it does not have",
            _ => $"it has no tag latest, its highest version is {head[head.Count - 1].Version}",
        };
        return $"{Subject(requirement, requiredBy)}: no version of {head.Name} matches {wanted} ({latest})";
    }

    public static string Of(ResolutionState state, Requirement requirement, VersionManifest? requiredBy, string? reason)
    {
        var package = requirement.PackageName;
        var why = state switch
        {
            ResolutionState.PackageNotFound => $"the registry has no package {package}",
            ResolutionState.Pending => $"{package} is still being fetched",
            ResolutionState.UnsupportedSpec when requirement.Spec is { } spec =>
                $"a spec of type {spec.Type.ToString().ToLowerInvariant()} is not resolved through the registry",
            ResolutionState.UnsupportedSpec => "this is not a spec that npm understands",
            _ => $"{package} could not be fetched: {reason}",
        };
        return $"{Subject(requirement, requiredBy)}: {why}";
    }

    private static string Subject(Requirement requirement, VersionManifest? requiredBy) =>
        requiredBy is null ? $"{requirement}" : $"{requirement} required by {requiredBy}";
}
