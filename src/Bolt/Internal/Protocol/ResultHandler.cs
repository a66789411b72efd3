using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>Takes what belongs to one query: its columns, its records, its end.</summary>
/// <param name="query">The query, for the summary.</param>
/// <param name="connection">On which it runs.</param>
internal abstract class ResultHandler(Query query, BoltConnection connection) : ResponseHandler
{
    /// <summary>The names of the columns; null until the server has accepted the query.</summary>
    public string[]? Keys { get; private set; }

    /// <summary>The query's number within its transaction; null outside of one.</summary>
    public long? QueryId { get; private set; }

    /// <summary>Whether the server keeps further records back until they are pulled.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether records were asked for that have not all come yet.</summary>
    public bool IsFetching { get; private set; }

    /// <summary>What the query did; null until its last record has come.</summary>
    public ResultSummary? Summary { get; private set; }

    /// <summary>The bookmark of an auto-commit; null within a transaction, and until it is known.</summary>
    public string? Bookmark { get; private set; }

    /// <summary>The database in which it runs; null as long as the server has not told.</summary>
    public string? Database { get; private set; }

    private long availableAfter;

    /// <param name="fields">The list of a record's values; lent for this call.</param>
    public abstract void OnRecord(ReadOnlySpan<byte> fields);

    /// <summary>Records are asked for.</summary>
    public void OnFetching() => IsFetching = true;

    public sealed override void OnSuccess(RequestTag request, ref PackStreamReader metadata)
    {
        if (request == RequestTag.Run)
        {
            OnStarted(ref metadata);
        }
        else
        {
            OnFetched(ref metadata);
        }
    }

    private void OnStarted(ref PackStreamReader metadata)
    {
        string[] keys = [];
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (key.SequenceEqual("fields"u8))
            {
                keys = ReadStrings(ref metadata);
            }
            else if (key.SequenceEqual("t_first"u8))
            {
                availableAfter = metadata.ReadInteger();
            }
            else if (key.SequenceEqual("qid"u8))
            {
                QueryId = metadata.ReadInteger();
            }
            else if (key.SequenceEqual("db"u8))
            {
                Database = connection.LastDatabase.Read(ref metadata);
            }
            else
            {
                metadata.Skip();
            }
        }

        Keys = keys;
    }

    private void OnFetched(ref PackStreamReader metadata)
    {
        var summary = new ResultSummary(query, connection, availableAfter);
        IsFetching = HasMore = false;
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (key.SequenceEqual("has_more"u8))
            {
                HasMore = metadata.ReadBoolean();
            }
            else if (key.SequenceEqual("bookmark"u8))
            {
                Bookmark = connection.LastBookmark.Read(ref metadata);
            }
            else if (!summary.TryRead(key, ref metadata))
            {
                metadata.Skip();
            }
        }

        if (!HasMore)
        {
            Database = summary.Database ?? Database;
            Summary = summary;
            connection.Notifications.Write(summary);
        }
    }

    private static string[] ReadStrings(ref PackStreamReader metadata)
    {
        var strings = new string[metadata.ReadListHeader()];
        for (var i = 0; i < strings.Length; i++)
        {
            strings[i] = metadata.ReadString();
        }

        return strings;
    }
}
