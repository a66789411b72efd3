namespace DepGraph.Bolt;

/// <summary>
/// A server, or a cluster, with the connections to it. Meant to be made once and shared by all threads; disposing it closes all connections.
/// </summary>
public interface IDriver : IAsyncDisposable
{
    Config Config { get; }

    /// <summary>Whether connections use TLS.</summary>
    bool Encrypted { get; }

    /// <summary>Begins a session: cheap, no connection is taken before it is needed.</summary>
    IAsyncSession AsyncSession(Action<SessionConfigBuilder>? configure = null);

    /// <summary>Whether a server can be reached that accepts the credentials.</summary>
    /// <exception cref="Neo4jException">None can; it says why.</exception>
    Task VerifyConnectivityAsync(CancellationToken cancellationToken = default);

    /// <summary>As <see cref="VerifyConnectivityAsync"/>, with false in place of the exception.</summary>
    Task<bool> TryVerifyConnectivityAsync(CancellationToken cancellationToken = default);

    /// <summary>What a server for reading says of itself.</summary>
    Task<IServerInfo> GetServerInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the server knows several databases. All of Bolt 4.4 and later do.</summary>
    Task<bool> SupportsMultiDbAsync(CancellationToken cancellationToken = default);

    /// <summary>A query in a transaction of its own.</summary>
    IExecutableQuery<IRecord> ExecutableQuery(string cypher);

    /// <summary>What <see cref="ExecutableQuery"/> chains its transactions with, unless told otherwise: each sees what those before wrote.</summary>
    IBookmarkManager ExecutableQueryBookmarkManager { get; }
}
