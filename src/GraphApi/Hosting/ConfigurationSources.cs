namespace DepGraph.GraphApi.Hosting;

/// <summary>Where settings come from, the later over the earlier: appsettings files, the environment, the command line.</summary>
internal static class ConfigurationSources
{
    public static string EnvironmentName =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environments.Production;

    /// <summary>
    /// Files stand beside the program, whatever the working directory is, and are read once: nothing here takes effect while
    /// the service runs, so nothing watches them.
    /// </summary>
    public static void Add(ConfigurationManager configuration, string[] args)
    {
        configuration
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{EnvironmentName}.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables()
            .AddCommandLine(args);
    }
}
