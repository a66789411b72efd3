using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Sessions;

internal sealed partial class AsyncSession(Driver driver, SessionConfig config) : IAsyncSession
{
    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(10);

    private readonly SessionBookmarks bookmarks = new(config);
    private readonly AuthToken? auth = config.AuthToken is null ? null : AuthToken.From(config.AuthToken);

    /// <summary>Where all further transactions go; null as long as the name of the home database is not known.</summary>
    private string? database = config.Database;

    /// <summary>The result of an auto-commit that has not ended.</summary>
    private ResultCursor? openResult;

    /// <summary>The transaction that has its connection still.</summary>
    private AsyncTransaction? openTransaction;
    private bool isClosed;

    public SessionConfig SessionConfig => config;

    public Bookmarks LastBookmarks => bookmarks.Last;

    public long FetchSize { get; } = config.FetchSize ?? driver.Config.FetchSize;

    public async Task CloseAsync()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        if (openTransaction is not null)
        {
            await openTransaction.DisposeAsync();
        }

        if (openResult is { } result)
        {
            await result.ConsumeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>How long the end of a transaction that nobody commits is waited for.</summary>
    public CancellationTokenSource LimitOfClosing() => new(PatienceAtTheEnd, driver.Config.TimeProvider);

    /// <summary>A transaction has no use for its connection any more.</summary>
    /// <param name="ended">Which.</param>
    /// <param name="connection">Its connection, in whatever state.</param>
    /// <param name="bookmark">Where it ended; null when it was not committed.</param>
    public async ValueTask OnTransactionEndedAsync(AsyncTransaction ended, BoltConnection connection, string? bookmark)
    {
        openTransaction = null;
        await driver.Provider.ReleaseAsync(connection);
        await bookmarks.UpdateAsync(ended.Bookmarks, bookmark);
    }

    /// <summary>An auto-commit has no use for its connection any more.</summary>
    /// <param name="connection">Its connection, in whatever state.</param>
    /// <param name="sent">The bookmarks it began behind.</param>
    /// <param name="result">Its result; null when it failed.</param>
    public async ValueTask OnAutoCommitEndedAsync(
        BoltConnection connection,
        IReadOnlyList<string> sent,
        CursorHandler? result
    )
    {
        openResult = null;
        await driver.Provider.ReleaseAsync(connection);
        await bookmarks.UpdateAsync(sent, result?.Bookmark);
        OnDatabase(result?.Database);
    }

    /// <summary>A server has told in which database it works: the session stays with it.</summary>
    public void OnDatabase(string? name)
    {
        if (database is null && name is not null)
        {
            driver.Provider.OnHomeDatabase(Request(AccessMode.Read, []), name);
            database = name;
        }
    }

    /// <summary>Takes a connection for the next transaction; it must be given back.</summary>
    private async ValueTask<BoltConnection> AcquireAsync(
        AccessMode mode,
        IReadOnlyList<string> sent,
        CancellationToken cancellationToken
    )
    {
        var connection = await driver.Provider.AcquireAsync(Request(mode, sent), cancellationToken);
        database ??= connection.Use.Database;
        return connection;
    }

    private async ValueTask EnsureNothingIsOpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed, typeof(IAsyncSession));
        if (openTransaction is { IsOpen: true })
        {
            throw new ClientException("The session has an open transaction: run the query in it, or end it first.");
        }

        if (openTransaction is not null)
        {
            await openTransaction.DisposeAsync();
        }

        if (openResult is not null)
        {
            await openResult.BufferAsync(cancellationToken);
        }
    }

    private AcquireRequest Request(AccessMode mode, IReadOnlyList<string> sent) =>
        new(mode, database, config.ImpersonatedUser, sent, auth);

    private TransactionOptions Options(
        BoltConnection connection,
        IReadOnlyList<string> sent,
        TransactionConfig transaction
    ) => new(connection.Use.Mode, connection.Use.Database, config.ImpersonatedUser, sent, transaction);
}
