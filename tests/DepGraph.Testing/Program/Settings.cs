namespace DepGraph.Testing;

/// <summary>Settings for a program under test: a registry, a store in a folder of its own, nothing from this machine's npm.</summary>
public static class Settings
{
    public static Dictionary<string, string?> For(Uri? registry, TemporaryFolder folder) =>
        new()
        {
            ["Registry__Url"] = registry?.ToString(),
            ["Store__Uri"] = $"sqlite:{folder.File("graph.db")}",
            ["NPM_CONFIG_USERCONFIG"] = folder.File("none.npmrc"),
            ["NPM_CONFIG_GLOBALCONFIG"] = folder.File("none.npmrc"),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };

    public static Dictionary<string, string?> With(
        this Dictionary<string, string?> settings,
        string name,
        string? value
    )
    {
        settings[name] = value;
        return settings;
    }
}
