namespace DepGraph.Storage;

/// <summary>Which store to use, bound from the section <see cref="SectionName"/>; see <see cref="StoreOptionsValidator"/>.</summary>
public sealed class StoreOptions
{
    public const string SectionName = "Store";

    /// <summary>
    /// <c>sqlite:PATH</c>, where a relative path starts at the working directory and the folder is created; or a Neo4j server or
    /// cluster: <c>neo4j://HOST[:7687]</c>, <c>bolt://HOST</c> for that one server alone, with <c>+s</c> encrypted and with <c>+ssc</c>
    /// encrypted with any certificate trusted. Default: <c>sqlite:data/depgraph.db</c>.
    /// </summary>
    public string Uri { get; set; } = "sqlite:data/depgraph.db";

    /// <summary>User of the Neo4j server; null when its authentication is switched off. SQLite has no users and ignores it.</summary>
    public string? Username { get; set; }

    /// <summary>Password of <see cref="Username"/>; SQLite ignores it.</summary>
    public string? Password { get; set; }

    /// <summary>Database within the Neo4j server; null for the user's home database. SQLite ignores it.</summary>
    public string? Database { get; set; }

    /// <summary>SQLite: page cache of all the store's connections together, in MiB: 1 to 4,096. Default 16.</summary>
    public int CacheMegabytes { get; set; } = 16;

    /// <summary>
    /// How long to wait for others, up to 1 minute: with SQLite for another process that holds the file, with Neo4j for what passes by
    /// itself (a deadlock, an election, a server that is just restarting). Default 5 seconds.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>SQLite: what a completed commit survives; Neo4j's survive a loss of power in any case. Default <see cref="StoreDurability.Process"/>.</summary>
    public StoreDurability Durability { get; set; } = StoreDurability.Process;

    /// <summary>
    /// Whether this process takes part in writing the relationships of versions that nobody has asked for. Default true; a replica that
    /// has workers fetch leaves that to them.
    /// </summary>
    public bool Projects { get; set; } = true;

    /// <summary>Neo4j: connections to each server at most, 1 to 1,000. Default 50.</summary>
    public int MaxConnections { get; set; } = 50;

    /// <summary>Neo4j: how long to wait for a connection while all are in use, 100 milliseconds to 10 minutes. Default 30 seconds.</summary>
    public TimeSpan AcquisitionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Neo4j: after this the server ends a transaction, so that a process that hangs in the middle of one does not hold the others up
    /// for longer; 1 second to 1 hour. Default 30 seconds.
    /// </summary>
    public TimeSpan TransactionTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>What a completed commit survives.</summary>
public enum StoreDurability
{
    /// <summary>
    /// The death of the process. A loss of power may take back the last commits, whole ones, newest first; the store
    /// stays consistent, and what is lost is fetched again.
    /// </summary>
    Process,

    /// <summary>A loss of power too, at the price of one disk flush per commit.</summary>
    Power,
}
