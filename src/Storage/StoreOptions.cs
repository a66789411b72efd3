namespace DepGraph.Storage;

/// <summary>Which store to use, bound from the section <see cref="SectionName"/>; see <see cref="StoreOptionsValidator"/>.</summary>
public sealed class StoreOptions
{
    public const string SectionName = "Store";

    /// <summary>
    /// <c>sqlite:PATH</c>; a relative path starts at the working directory; the folder is created. Default:
    /// <c>sqlite:data/depgraph.db</c>.
    /// </summary>
    public string Uri { get; set; } = "sqlite:data/depgraph.db";

    /// <summary>User of a store that has users; SQLite has none and ignores it.</summary>
    public string? Username { get; set; }

    /// <summary>Password of <see cref="Username"/>; SQLite ignores it.</summary>
    public string? Password { get; set; }

    /// <summary>Database within a server; SQLite ignores it.</summary>
    public string? Database { get; set; }

    /// <summary>Page cache of all the store's connections together, in MiB: 1 to 4,096. Default 16.</summary>
    public int CacheMegabytes { get; set; } = 16;

    /// <summary>How long to wait for another process that holds the store: up to 1 minute. Default 5 seconds.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What a completed commit survives. Default <see cref="StoreDurability.Process"/>.</summary>
    public StoreDurability Durability { get; set; } = StoreDurability.Process;
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
