using System.Collections.Immutable;

namespace DepGraph.Bolt.Internal.Routing;

/// <summary>Which servers of a cluster do what for one database. Immutable.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="Routers">Who can be asked for the next table.</param>
/// <param name="Readers">Who serves reading.</param>
/// <param name="Writers">Who serves writing: the leader, as a rule; none during an election.</param>
/// <param name="Received">When it came.</param>
/// <param name="TimeToLive">How long it holds from then on.</param>
internal sealed record RoutingTable(
    string Database,
    ImmutableArray<ServerAddress> Routers,
    ImmutableArray<ServerAddress> Readers,
    ImmutableArray<ServerAddress> Writers,
    long Received,
    TimeSpan TimeToLive
)
{
    public IEnumerable<ServerAddress> Servers => Routers.Union(Readers).Union(Writers);

    public ImmutableArray<ServerAddress> For(AccessMode mode) => mode == AccessMode.Read ? Readers : Writers;

    /// <summary>Whether it holds still, and has someone for this.</summary>
    public bool IsFresh(AccessMode mode, TimeProvider time) => !IsExpired(time) && !For(mode).IsEmpty;

    public bool IsExpired(TimeProvider time) => time.GetElapsedTime(Received) >= TimeToLive;

    public RoutingTable Without(ServerAddress server) =>
        this with
        {
            Routers = Routers.Remove(server),
            Readers = Readers.Remove(server),
            Writers = Writers.Remove(server),
        };

    public RoutingTable WithoutWriter(ServerAddress server) => this with { Writers = Writers.Remove(server) };

    public override string ToString() =>
        $"{Database}: routers {string.Join(", ", Routers)}; readers {string.Join(", ", Readers)}; writers {string.Join(", ", Writers)}";
}
