using System.Collections.Immutable;
using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Routing;

/// <summary>Takes the answer to ROUTE. https://neo4j.com/docs/bolt/current/bolt/message/#messages-route</summary>
/// <param name="asked">The database that was asked for, if one was.</param>
/// <param name="received">The time, for the table.</param>
internal sealed class RouteHandler(string? asked, long received) : ResponseHandler
{
    /// <summary>More servers than this, for one of their tasks, are no cluster.</summary>
    private const int MaxServers = 1000;

    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private string? database;
    private TimeSpan timeToLive;
    private ImmutableArray<ServerAddress> routers = [];
    private ImmutableArray<ServerAddress> readers = [];
    private ImmutableArray<ServerAddress> writers = [];

    public RoutingTable Table => new(database ?? asked ?? "", routers, readers, writers, received, timeToLive);

    public override void OnSuccess(RequestTag request, ref PackStreamReader metadata)
    {
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            if (metadata.ReadUtf8().SequenceEqual("rt"u8))
            {
                ReadTable(ref metadata);
            }
            else
            {
                metadata.Skip();
            }
        }
    }

    private void ReadTable(ref PackStreamReader metadata)
    {
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (key.SequenceEqual("ttl"u8))
            {
                var seconds = Math.Clamp(metadata.ReadInteger(), 0, (long)LongestLife.TotalSeconds);
                timeToLive = TimeSpan.FromSeconds(seconds);
            }
            else if (key.SequenceEqual("db"u8))
            {
                database = metadata.ReadStringOrNull();
            }
            else if (key.SequenceEqual("servers"u8))
            {
                for (var servers = metadata.ReadListHeader(); servers > 0; servers--)
                {
                    ReadServers(ref metadata);
                }
            }
            else
            {
                metadata.Skip();
            }
        }
    }

    private void ReadServers(ref PackStreamReader metadata)
    {
        var role = "";
        ImmutableArray<ServerAddress> addresses = [];
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (key.SequenceEqual("role"u8))
            {
                role = metadata.ReadString();
            }
            else if (key.SequenceEqual("addresses"u8))
            {
                addresses = ReadAddresses(ref metadata);
            }
            else
            {
                metadata.Skip();
            }
        }

        switch (role)
        {
            case "ROUTE":
                routers = addresses;
                break;
            case "READ":
                readers = addresses;
                break;
            case "WRITE":
                writers = addresses;
                break;
        }
    }

    private static ImmutableArray<ServerAddress> ReadAddresses(ref PackStreamReader metadata)
    {
        var count = metadata.ReadListHeader();
        if (count > MaxServers)
        {
            throw new ProtocolException($"A routing table with {count} servers for one task is none.");
        }

        var addresses = ImmutableArray.CreateBuilder<ServerAddress>(count);
        for (; count > 0; count--)
        {
            var text = metadata.ReadString();
            try
            {
                addresses.Add(ServerAddress.Parse(text));
            }
            catch (FormatException e)
            {
                throw new ProtocolException($"The routing table names a server that is none: {e.Message}", e);
            }
        }

        return [.. addresses.Distinct()];
    }
}
