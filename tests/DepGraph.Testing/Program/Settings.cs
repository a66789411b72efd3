namespace DepGraph.Testing;

/// <summary>
/// Settings for a program under test: a registry, a store in a folder of its own, nothing from this machine's npm, and more time
/// than a busy machine needs: what is to be late or to time out says so itself.
/// </summary>
public static class Settings
{
    /// <summary>Seconds that an answer waits for its missing parts: more than a busy machine needs, and less than a client waits.</summary>
    private const string PatientSeconds = "240";

    public static Dictionary<string, string?> For(Uri? registry, TemporaryFolder folder) =>
        new Dictionary<string, string?>
        {
            ["Registry__Url"] = registry?.ToString(),
            ["Store__Uri"] = $"sqlite:{folder.File("graph.db")}",
            ["NPM_CONFIG_USERCONFIG"] = folder.File("none.npmrc"),
            ["NPM_CONFIG_GLOBALCONFIG"] = folder.File("none.npmrc"),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        }.WithPatience();

    /// <summary>Answers wait for their missing parts, and registry and store are waited for, longer than any of it takes.</summary>
    public static Dictionary<string, string?> WithPatience(this Dictionary<string, string?> settings) =>
        settings
            .With("Ingestion__WaitSeconds", PatientSeconds)
            .With("Ingestion__MaxWaitSeconds", PatientSeconds)
            .With("Store__BusyTimeout", "00:01:00")
            .With("Store__TransactionTimeout", "00:10:00")
            .With("Registry__ConnectTimeout", "00:01:00")
            .With("Registry__HeadersTimeout", "00:01:00")
            .With("Registry__StallTimeout", "00:01:00")
            .With("Registry__TotalTimeout", "00:10:00");

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
