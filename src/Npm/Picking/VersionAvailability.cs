namespace DepGraph.Npm.Picking;

/// <summary>In which of a packument's lists a version stands; it may be in several.</summary>
[Flags]
public enum VersionAvailability
{
    None = 0,

    /// <summary>An ordinary version (<c>versions</c>).</summary>
    Published = 1,

    /// <summary>Not yet released (<c>stagedVersions</c>); considered only when asked for.</summary>
    Staged = 2,

    /// <summary>Forbidden by a policy (<c>policyRestrictions</c>); picking it is an error that says so.</summary>
    Restricted = 4,
}
