using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace DepGraph.Ingestion.Hosting;

/// <summary>Where every program has its settings from, the later over the earlier: appsettings files, the environment, the command line.</summary>
public static class ConfigurationSources
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
    };

    /// <summary>ASPNETCORE_ENVIRONMENT or DOTNET_ENVIRONMENT; Production when neither is set.</summary>
    public static string EnvironmentName =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environments.Production;

    /// <summary>
    /// Files stand beside the program, whatever the working directory is, and are read once: nothing here takes effect while
    /// the service runs, so nothing watches them.
    /// </summary>
    /// <param name="configuration">Gets the sources.</param>
    /// <param name="args">The command line: <c>--Section:Name=value</c>.</param>
    /// <exception cref="InvalidDataException">A file is malformed.</exception>
    public static void Add(IConfigurationBuilder configuration, string[] args)
    {
        configuration
            .AddInMemoryCollection(Defaults)
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{EnvironmentName}.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables()
            .AddCommandLine(args);
    }
}
