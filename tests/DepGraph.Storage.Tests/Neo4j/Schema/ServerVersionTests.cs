using DepGraph.Bolt;
using DepGraph.Storage.Neo4j.Schema;

namespace DepGraph.Storage.Tests.Neo4j.Schema;

public sealed class ServerVersionTests
{
    [Theory]
    [InlineData("Neo4j/5.26.0")]
    [InlineData("Neo4j/5.26.30")]
    [InlineData("Neo4j/5.27-aura")]
    [InlineData("Neo4j/2025.01.0")]
    [InlineData("Neo4j/dev")]
    public void A_server_of_the_long_term_release_or_later_will_do(string agent) =>
        Should.NotThrow(() => ServerVersion.Check(new Server(agent), "Neo4j at bolt://graph:7687"));

    [Theory]
    [InlineData("Neo4j/5.25.1", "too old")]
    [InlineData("Neo4j/4.4.40", "too old")]
    [InlineData("Other/9.0.0", "is not Neo4j")]
    [InlineData("", "is not Neo4j")]
    public void Another_one_is_refused_and_named(string agent, string reason)
    {
        var failure = Should.Throw<StoreException>(() =>
            ServerVersion.Check(new Server(agent), "Neo4j at bolt://graph:7687")
        );

        failure.Failure.ShouldBe(StoreFailure.Unusable);
        failure.Message.ShouldContain(reason);
        failure.Message.ShouldContain("5.26");
    }

    private sealed record Server(string Agent) : IServerInfo
    {
        public string Address => "graph:7687";

        public string ProtocolVersion => "5.8";
    }
}
