using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>Gives connections to the right server.</summary>
internal interface IConnectionProvider : IAsyncDisposable
{
    /// <summary>
    /// Takes a connection; it must be given back. Its <see cref="BoltConnection.Use"/> names the database that is to be named in requests:
    /// null leaves the choice of the home database to the server.
    /// </summary>
    ValueTask<BoltConnection> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken);

    /// <summary>Gives a connection back, in whatever state it is.</summary>
    ValueTask ReleaseAsync(BoltConnection connection);

    /// <summary>A server has told the name of a home database.</summary>
    void OnHomeDatabase(in AcquireRequest request, string database);
}
