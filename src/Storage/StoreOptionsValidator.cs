using DepGraph.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace DepGraph.Storage;

/// <summary>Names each wrong setting with its value and what is allowed.</summary>
public sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    private static readonly string[] Neo4jSchemes = ["neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"];

    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var failures = new List<string>();
        if (UriFailure(options.Uri) is { } failure)
            failures.Add(failure);
        if (options.CacheMegabytes is < 1 or > 4096)
            failures.Add($"Store:CacheMegabytes is {options.CacheMegabytes}; it must be between 1 and 4096.");
        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > TimeSpan.FromMinutes(1))
            failures.Add($"Store:BusyTimeout is {options.BusyTimeout}; it must be between 00:00:00 and 00:01:00.");
        if (!Enum.IsDefined(options.Durability))
            failures.Add($"Store:Durability is {options.Durability}; it must be Process or Power.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? UriFailure(string? uri)
    {
        if (string.IsNullOrWhiteSpace(uri))
            return "Store:Uri is empty; set it to sqlite:PATH, for example sqlite:data/depgraph.db.";
        var scheme = uri.Split(':', 2)[0];
        if (Neo4jSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
        {
            // The rest of the address may carry credentials.
            return $"Store:Uri names a Neo4j server ({scheme}:…), but this build has the SQLite store only; "
                + "set it to sqlite:PATH.";
        }
        return SqlitePath.TryParse(uri, out _, out var error) ? null : $"Store:Uri is '{uri}': {error}";
    }
}
