using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>
/// The one configuration of a running service. Settings and files are read at once; only when they name no registry is
/// npm asked, in the background, so that being ready does not wait for another program.
/// </summary>
public sealed class RegistryConfigurationSource
{
    private static readonly TimeSpan NpmTimeout = TimeSpan.FromSeconds(15);

    private readonly Lazy<Task<RegistryConfiguration>> configuration;

    /// <param name="host">The surroundings.</param>
    /// <param name="registryUrl">The product's own setting, <c>Registry:Url</c>.</param>
    /// <param name="time">Bounds npm's answer.</param>
    /// <param name="logger">Gets what was found, once, without secrets.</param>
    public RegistryConfigurationSource(
        NpmHost host,
        string? registryUrl,
        TimeProvider time,
        ILogger<RegistryConfigurationSource> logger
    ) => configuration = new(() => FindAsync(host, registryUrl, time, logger));

    /// <summary>
    /// Begins to look. Completes at once but when npm has to be asked.
    /// </summary>
    /// <exception cref="RegistryConfigurationException">A setting is wrong, or nothing names a registry.</exception>
    public Task<RegistryConfiguration> GetAsync() => configuration.Value;

    private static async Task<RegistryConfiguration> FindAsync(
        NpmHost host,
        string? registryUrl,
        TimeProvider time,
        ILogger logger
    )
    {
        var found =
            NpmConfiguration.Load(host, registryUrl)
            ?? (
                await NpmCommand.GetRegistryAsync(host, NpmTimeout, time, CancellationToken.None) is { } answer
                    ? NpmConfiguration.LoadWith(host, answer)
                    : throw new RegistryConfigurationException(NothingFound(host))
            );
        logger.LogInformation("Packages come from {Registry}", found.Describe());
        foreach (var warning in found.Warnings)
        {
            logger.LogWarning("{Warning}", warning);
        }

        return found;
    }

    private static string NothingFound(NpmHost host)
    {
        var npm = host.FindProgram("npm") is { } path
            ? $"npm ({path}) did not name one either (`{NpmCommand.CommandLine}`)"
            : "npm is not installed";
        return "No npm registry is configured. Set Registry__Url (or Registry:Url in appsettings), or NPM_CONFIG_REGISTRY, "
            + $"or `registry=` in an .npmrc of this folder ({host.WorkingDirectory}), the user or the machine; {npm}.";
    }
}
