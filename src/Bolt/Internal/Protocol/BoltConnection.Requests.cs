using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.PackStream.Chunks;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>
/// The requests. Each member writes one and gives its number, for <see cref="ReceiveAsync"/>; nothing is sent before
/// <see cref="FlushAsync"/>. https://neo4j.com/docs/bolt/current/bolt/message/
/// </summary>
internal sealed partial class BoltConnection
{
    private readonly ChunkWriter output = new();
    private PackStreamWriter writer;
    private long written;

    public long WriteHello(HelloOptions options, AuthToken auth)
    {
        Begin(RequestTag.Hello, 1);
        options.Write(writer, Version, auth);
        Auth = auth;
        return End(RequestTag.Hello, Server);
    }

    public long WriteLogon(AuthToken auth)
    {
        Begin(RequestTag.Logon, 1);
        writer.WriteMapHeader(auth.Count);
        auth.WriteEntries(writer);
        Auth = auth;
        return End(RequestTag.Logon, IgnoredSuccess.Instance);
    }

    /// <summary>Exchanges the credentials, with the next request, if it is logged on with others.</summary>
    /// <exception cref="ClientException">The server is older than Bolt 5.1 and cannot.</exception>
    public void LogOnAs(AuthToken auth)
    {
        if (ReferenceEquals(auth, Auth))
        {
            return;
        }

        if (!Version.HasLogon)
        {
            throw new ClientException(
                $"{Address} speaks Bolt {Version}: credentials of a session's own need Bolt 5.1 (Neo4j 5.5)."
            );
        }

        WriteLogoff();
        WriteLogon(auth);
    }

    private long WriteLogoff()
    {
        Begin(RequestTag.Logoff, 0);
        return End(RequestTag.Logoff, IgnoredSuccess.Instance);
    }

    public long WriteTelemetry(TelemetryApi api)
    {
        Begin(RequestTag.Telemetry, 1);
        writer.WriteInteger((long)api);
        return End(RequestTag.Telemetry, IgnoredSuccess.Instance);
    }

    public long WriteBegin(in TransactionOptions options, ResponseHandler handler)
    {
        Begin(RequestTag.Begin, 1);
        try
        {
            options.Write(writer);
            return End(RequestTag.Begin, handler);
        }
        catch
        {
            output.DiscardMessage();
            throw;
        }
    }

    /// <param name="cypher">The query.</param>
    /// <param name="parameters">As <see cref="IAsyncQueryRunner"/> takes them.</param>
    /// <param name="options">About the transaction that the query is; null within one.</param>
    /// <param name="handler">Takes the columns.</param>
    /// <exception cref="ArgumentException">A parameter has a type that Neo4j does not know.</exception>
    public long WriteRun(string cypher, object? parameters, in TransactionOptions? options, ResultHandler handler)
    {
        Begin(RequestTag.Run, 3);
        try
        {
            writer.WriteString(cypher);
            ParameterMap.Write(writer, parameters);
            if (options is { } transaction)
            {
                transaction.Write(writer);
            }
            else
            {
                writer.WriteMapHeader(0);
            }

            return End(RequestTag.Run, handler);
        }
        catch
        {
            output.DiscardMessage();
            throw;
        }
    }

    /// <param name="count">How many records; <see cref="Config.FetchAll"/> for all.</param>
    /// <param name="queryId">Of which query in the transaction; null for the last one.</param>
    /// <param name="handler">Takes the records.</param>
    public long WritePull(long count, long? queryId, ResultHandler handler) =>
        WriteFetch(RequestTag.Pull, count, queryId, handler);

    /// <summary>Ends a result without its records.</summary>
    public long WriteDiscard(long? queryId, ResultHandler handler) =>
        WriteFetch(RequestTag.Discard, Config.FetchAll, queryId, handler);

    public long WriteCommit(ResponseHandler handler)
    {
        Begin(RequestTag.Commit, 0);
        return End(RequestTag.Commit, handler);
    }

    public long WriteRollback()
    {
        Begin(RequestTag.Rollback, 0);
        return End(RequestTag.Rollback, IgnoredSuccess.Instance);
    }

    public long WriteRoute(
        IReadOnlyDictionary<string, string> context,
        IReadOnlyList<string> bookmarks,
        string? database,
        string? impersonatedUser,
        ResponseHandler handler
    )
    {
        Begin(RequestTag.Route, 3);
        writer.WriteStrings(context);
        writer.WriteStrings(bookmarks);
        writer.WriteMapHeader((database is null ? 0 : 1) + (impersonatedUser is null ? 0 : 1));
        if (database is not null)
        {
            writer.WriteUtf8("db"u8);
            writer.WriteString(database);
        }

        if (impersonatedUser is not null)
        {
            writer.WriteUtf8("imp_user"u8);
            writer.WriteString(impersonatedUser);
        }

        return End(RequestTag.Route, handler);
    }

    /// <summary>From now on date-times are written in UTC, as a server of Bolt 4.4 has agreed to.</summary>
    public void UseUtc() => writer = new PackStreamWriter(output, DateTimeEncoding.Utc);

    private long WriteReset()
    {
        Begin(RequestTag.Reset, 0);
        return End(RequestTag.Reset, IgnoredSuccess.Instance);
    }

    private void WriteGoodbye()
    {
        Begin(RequestTag.Goodbye, 0);
        End(RequestTag.Goodbye, IgnoredSuccess.Instance);
    }

    private long WriteFetch(RequestTag tag, long count, long? queryId, ResultHandler handler)
    {
        Begin(tag, 1);
        writer.WriteMapHeader(queryId is null ? 1 : 2);
        writer.WriteUtf8("n"u8);
        writer.WriteInteger(count);
        if (queryId is { } id)
        {
            writer.WriteUtf8("qid"u8);
            writer.WriteInteger(id);
        }

        handler.OnFetching();
        var number = End(tag, handler, endsResult: count == Config.FetchAll);
        if (count == Config.FetchAll)
        {
            machine.OnResultEnded();
        }

        return number;
    }

    private void Begin(RequestTag tag, int fieldCount)
    {
        writer.WriteStructHeader(fieldCount, (byte)tag);
    }

    private long End(RequestTag tag, ResponseHandler handler, bool endsResult = false)
    {
        try
        {
            machine.OnRequest(tag, Version.HasLogon);
        }
        catch
        {
            output.DiscardMessage();
            throw;
        }

        output.EndMessage();
        unanswered.Enqueue(new PendingRequest(tag, handler, endsResult));
        return ++written;
    }
}
