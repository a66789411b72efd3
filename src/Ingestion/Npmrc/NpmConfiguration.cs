namespace DepGraph.Ingestion.Npmrc;

/// <summary>Finds the registries that npm would use on this machine, in this folder, for this user.</summary>
public static class NpmConfiguration
{
    private const string ScopedSuffix = ":registry";

    /// <summary>Reads the environment and npm's files; runs no program and touches no network.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="registryUrl">The product's own setting (<c>Registry:Url</c>), which beats npm's; null: not set.</param>
    /// <returns>Null when nothing names a default registry; npm itself may still know one (<see cref="NpmCommand"/>).</returns>
    /// <exception cref="RegistryConfigurationException">A setting is there but wrong.</exception>
    public static RegistryConfiguration? Load(NpmHost host, string? registryUrl)
    {
        var own = string.IsNullOrWhiteSpace(registryUrl)
            ? null
            : new NpmSetting("Registry:Url", registryUrl, "this service's settings");
        var settings = NpmSettings.Load(host);
        return (own ?? settings.Find("registry")) is { } registry ? Create(host, settings, registry) : null;
    }

    /// <summary>Like <see cref="Load"/>, with the default registry that npm itself named.</summary>
    internal static RegistryConfiguration LoadWith(NpmHost host, string registryOfNpm) =>
        Create(host, NpmSettings.Load(host), new NpmSetting("registry", registryOfNpm, $"`{NpmCommand.CommandLine}`"));

    private static RegistryConfiguration Create(NpmHost host, NpmSettings settings, NpmSetting registry)
    {
        List<string> warnings = [.. settings.Warnings, .. RegistryCredentials.FindIgnored(settings)];
        var scopes = new Dictionary<string, RegistryEndpoint>(StringComparer.Ordinal);
        foreach (var setting in settings.All)
        {
            var isScoped = setting.Key.StartsWith('@') && setting.Key.EndsWith(ScopedSuffix, StringComparison.Ordinal);
            if (isScoped && settings.Find(setting.Key) is not null)
            {
                scopes[setting.Key[..^ScopedSuffix.Length]] = Endpoint(settings, setting, warnings);
            }
        }

        var transport = TransportSettings.From(settings, host);
        if (!transport.VerifyCertificates)
        {
            warnings.Add(
                $"strict-ssl from {settings.Find("strict-ssl")!.Source} is false: certificates are not checked."
            );
        }

        return new RegistryConfiguration(Endpoint(settings, registry, warnings), scopes, transport, warnings);
    }

    private static RegistryEndpoint Endpoint(NpmSettings settings, NpmSetting registry, List<string> warnings)
    {
        var (address, fromAddress) = RegistryAddress.Parse(registry);
        var (authorization, source) = RegistryCredentials.Find(settings, address, warnings);
        if (authorization is null && fromAddress is not null)
        {
            (authorization, source) = (fromAddress, "user information of the address");
        }

        return new RegistryEndpoint(address, $"{registry.Key} from {registry.Source}", authorization, source);
    }
}
