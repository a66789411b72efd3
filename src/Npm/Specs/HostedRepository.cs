namespace DepGraph.Npm.Specs;

/// <summary>The services whose repositories npm knows by their address.</summary>
public enum GitHost
{
    GitHub,
    Bitbucket,
    GitLab,
    Gist,
    SourceHut,
}

/// <param name="Host">The hosting service.</param>
/// <param name="User">Owner, group or groups joined by slashes; null for an anonymous gist.</param>
/// <param name="Project">The repository, without <c>.git</c>.</param>
/// <param name="Committish">What follows the number sign, or the address's branch folder; null or empty: nothing.</param>
public sealed record HostedRepository(GitHost Host, string? User, string Project, string? Committish);
