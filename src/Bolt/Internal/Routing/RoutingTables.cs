namespace DepGraph.Bolt.Internal.Routing;

/// <summary>The tables that are known, one for each database. Tables are replaced, never changed.</summary>
internal sealed class RoutingTables(TimeProvider time)
{
    /// <summary>So long after it has expired a table still tells whom to ask for the next one.</summary>
    private static readonly TimeSpan Afterlife = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, RoutingTable> tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The table of a database, expired or not; null when there is none.</summary>
    public RoutingTable? Find(string database)
    {
        lock (gate)
        {
            return tables.GetValueOrDefault(database);
        }
    }

    /// <summary>Whom to ask for a database's table: the routers of its last one, or else all that are known.</summary>
    public IReadOnlyList<ServerAddress> Routers(string? database)
    {
        lock (gate)
        {
            return database is not null && tables.TryGetValue(database, out var table)
                ? table.Routers
                : [.. tables.Values.SelectMany(known => known.Routers).Distinct()];
        }
    }

    /// <summary>Takes a table in, lets go of those that nobody has asked for in a long time, and gives all servers that are left.</summary>
    public IReadOnlySet<ServerAddress> Store(RoutingTable table)
    {
        lock (gate)
        {
            foreach (var (database, old) in tables)
            {
                if (time.GetElapsedTime(old.Received) >= old.TimeToLive + Afterlife)
                {
                    tables.Remove(database);
                }
            }

            tables[table.Database] = table;
            return tables.Values.SelectMany(known => known.Servers).ToHashSet();
        }
    }

    /// <summary>The server cannot be reached: no table names it any more.</summary>
    public void Forget(ServerAddress server)
    {
        lock (gate)
        {
            foreach (var (database, table) in tables)
            {
                tables[database] = table.Without(server);
            }
        }
    }

    /// <summary>The server does not serve this database now.</summary>
    public void Forget(ServerAddress server, string database) => Replace(database, table => table.Without(server));

    /// <summary>The server does not lead this database any more.</summary>
    public void ForgetWriter(ServerAddress server, string database) =>
        Replace(database, table => table.WithoutWriter(server));

    private void Replace(string database, Func<RoutingTable, RoutingTable> change)
    {
        lock (gate)
        {
            if (tables.TryGetValue(database, out var table))
            {
                tables[database] = change(table);
            }
        }
    }
}
