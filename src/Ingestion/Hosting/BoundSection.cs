using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Hosting;

/// <summary>Options out of a section of the configuration, with failures that name the setting and its value.</summary>
public static class BoundSection
{
    /// <summary>Options that are bound when they are first asked for, validated at the start and then logged.</summary>
    public static OptionsBuilder<TOptions> Add<TOptions, TValidator>(
        IServiceCollection services,
        IConfiguration configuration,
        string section
    )
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddSingleton(new ReportedSection(section, typeof(TOptions)));
        return services
            .AddOptions<TOptions>()
            .Configure(options => Bind(configuration, section, options))
            .ValidateOnStart();
    }

    /// <exception cref="OptionsValidationException">A value cannot be read as what the setting is.</exception>
    private static void Bind<TOptions>(IConfiguration configuration, string section, TOptions options)
        where TOptions : class
    {
        try
        {
            configuration.GetSection(section).Bind(options);
        }
        catch (InvalidOperationException failure)
        {
            // The binder's own message: Failed to convert configuration value 'x' at 'Api:MaxBodyBytes' to type 'System.Int64'.
            throw new OptionsValidationException(section, typeof(TOptions), [failure.Message]);
        }
    }
}
