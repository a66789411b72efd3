using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace DepGraph.Storage;

/// <summary>Names each wrong setting with its value and what is allowed.</summary>
public sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var failures = new List<string>();
        if (UriFailure(options.Uri) is { } failure)
            failures.Add(failure);
        if (options.CacheMegabytes is < 1 or > 4096)
            failures.Add($"Store:CacheMegabytes is {options.CacheMegabytes}; it must be between 1 and 4096.");
        if (!Enum.IsDefined(options.Durability))
            failures.Add($"Store:Durability is {options.Durability}; it must be Process or Power.");
        if (options.MaxConnections is < 1 or > 1000)
            failures.Add($"Store:MaxConnections is {options.MaxConnections}; it must be between 1 and 1000.");
        Check(nameof(options.BusyTimeout), options.BusyTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Check(
            nameof(options.AcquisitionTimeout),
            options.AcquisitionTimeout,
            TimeSpan.FromMilliseconds(100),
            TimeSpan.FromMinutes(10)
        );
        Check(
            nameof(options.TransactionTimeout),
            options.TransactionTimeout,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromHours(1)
        );
        if (Neo4jAddress.IsMeantBy(options.Uri))
            CheckCredentials(options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
                failures.Add($"Store:{setting} is {value}; it must be between {least} and {most}.");
        }
    }

    private static void CheckCredentials(StoreOptions options, List<string> failures)
    {
        if (!string.IsNullOrEmpty(options.Username) && string.IsNullOrEmpty(options.Password))
            failures.Add("Store:Username is set, but Store:Password is not; set both, or neither.");
        if (string.IsNullOrEmpty(options.Username) && !string.IsNullOrEmpty(options.Password))
            failures.Add("Store:Password is set, but Store:Username is not; set both, or neither.");
    }

    private static string? UriFailure(string? uri)
    {
        if (string.IsNullOrWhiteSpace(uri))
        {
            return "Store:Uri is empty; set it to sqlite:PATH, for example sqlite:data/depgraph.db, or to neo4j://HOST.";
        }
        if (Neo4jAddress.IsMeantBy(uri))
            return Neo4jAddress.TryParse(uri, out _, out var reason) ? null : $"Store:Uri {reason}";
        return SqlitePath.TryParse(uri, out _, out var error) ? null : $"Store:Uri is '{uri}': {error}";
    }
}
