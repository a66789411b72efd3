using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>Binds a section of the configuration, with failures that name the setting and its value.</summary>
internal static class BoundSection
{
    /// <exception cref="OptionsValidationException">A value cannot be read as what the setting is.</exception>
    public static void Bind<TOptions>(IConfiguration configuration, string section, TOptions options)
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
