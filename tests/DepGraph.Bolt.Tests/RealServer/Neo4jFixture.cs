using DepGraph.Bolt.Tests.RealServer;
using DepGraph.Testing;

[assembly: AssemblyFixture(typeof(Neo4jFixture))]

namespace DepGraph.Bolt.Tests.RealServer;

/// <summary>One Neo4j for all tests of the assembly, started when the first one asks for it.</summary>
public sealed class Neo4jFixture : IAsyncDisposable
{
    private readonly Lazy<Task<Neo4jServer>> server = new(() => Neo4jServer.StartAsync());

    public Task<Neo4jServer> ServerAsync() => server.Value;

    /// <summary>A driver for it, by routing as the URI says.</summary>
    public async Task<IDriver> DriverAsync(Action<ConfigBuilder>? configure = null)
    {
        var started = await ServerAsync();
        return GraphDatabase.Driver(started.Uri, AuthTokens.Basic(started.User, started.Password), configure);
    }

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated && server.Value.IsCompletedSuccessfully)
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
