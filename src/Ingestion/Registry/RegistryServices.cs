using DepGraph.Ingestion.Npmrc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Registry;

/// <summary>Registers the registry client.</summary>
public static class RegistryServices
{
    /// <summary>
    /// Adds <see cref="IRegistryClient"/> with npm's configuration of this machine, <see cref="RegistryOptions"/> from the
    /// section <c>Registry</c> (validated at the start), and the check at the start that there is a registry.
    /// </summary>
    public static IServiceCollection AddRegistryClient(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<RegistryOptions>()
            .Configure(options => RegistryOptionsValidation.Bind(configuration, options))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RegistryOptions>, RegistryOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new RegistryConfigurationSource(
            NpmHost.Current(),
            provider.GetRequiredService<IOptions<RegistryOptions>>().Value.Url,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RegistryConfigurationSource>>()
        ));
        services.AddSingleton(provider => new RegistryClient(
            provider.GetRequiredService<RegistryConfigurationSource>(),
            provider.GetRequiredService<IOptions<RegistryOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RegistryClient>>()
        ));
        services.AddSingleton<IRegistryClient>(provider => provider.GetRequiredService<RegistryClient>());
        services.AddSingleton<ITarballClient>(provider => provider.GetRequiredService<RegistryClient>());
        return services.AddHostedService<RegistryStartup>();
    }
}
