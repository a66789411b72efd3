using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>What the last SUCCESS of a query says.</summary>
internal sealed class ResultSummary(Query query, BoltConnection connection, long availableAfter) : IResultSummary
{
    private long consumedAfter;
    private List<INotification>? notifications;

    public Query Query => query;

    public QueryType QueryType { get; private set; }

    public ICounters Counters { get; private set; } = Protocol.Counters.None;

    public IReadOnlyList<INotification> Notifications => notifications ?? (IReadOnlyList<INotification>)[];

    public TimeSpan ResultAvailableAfter => TimeSpan.FromMilliseconds(availableAfter);

    public TimeSpan ResultConsumedAfter => TimeSpan.FromMilliseconds(consumedAfter);

    public IServerInfo Server { get; } = connection.Info;

    public string? Database { get; private set; }

    public IReadOnlyDictionary<string, object?>? Plan { get; private set; }

    /// <summary>Reads the value of one entry; says false, and leaves it, when it is of no interest here.</summary>
    public bool TryRead(ReadOnlySpan<byte> key, ref PackStreamReader metadata)
    {
        if (key.SequenceEqual("type"u8))
        {
            QueryType = ReadType(metadata.ReadUtf8());
        }
        else if (key.SequenceEqual("t_last"u8))
        {
            consumedAfter = metadata.ReadInteger();
        }
        else if (key.SequenceEqual("db"u8))
        {
            Database = connection.LastDatabase.Read(ref metadata);
        }
        else if (key.SequenceEqual("stats"u8))
        {
            Counters = Protocol.Counters.Read(ref metadata);
        }
        else if (key.SequenceEqual("notifications"u8) || key.SequenceEqual("statuses"u8))
        {
            ReadNotifications(ref metadata);
        }
        else if (key.SequenceEqual("plan"u8) || key.SequenceEqual("profile"u8))
        {
            Plan = metadata.ReadValue() as IReadOnlyDictionary<string, object?>;
        }
        else
        {
            return false;
        }

        return true;
    }

    private static QueryType ReadType(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("r"u8) ? QueryType.ReadOnly
        : type.SequenceEqual("rw"u8) ? QueryType.ReadWrite
        : type.SequenceEqual("w"u8) ? QueryType.WriteOnly
        : type.SequenceEqual("s"u8) ? QueryType.SchemaWrite
        : QueryType.Unknown;

    private void ReadNotifications(ref PackStreamReader metadata)
    {
        for (var left = metadata.ReadListHeader(); left > 0; left--)
        {
            if (Notification.Read(ref metadata) is { } notification)
            {
                (notifications ??= []).Add(notification);
            }
        }
    }
}
