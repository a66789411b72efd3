using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DepGraph.Storage.Tests;

public sealed class StoreOptionsTests
{
    [Theory]
    [InlineData("sqlite:data/graph.db", "data/graph.db")]
    [InlineData("SQLITE:graph.db", "graph.db")]
    [InlineData("sqlite:/srv/graph.db", "/srv/graph.db")]
    [InlineData("sqlite:///srv/graph.db", "/srv/graph.db")]
    [InlineData("sqlite:odd?name#1.db", "odd?name#1.db")]
    public async Task A_path_may_be_relative_or_absolute(string uri, string path)
    {
        await using var store = Create(new StoreOptions { Uri = uri });

        store.Description.ShouldBe($"SQLite at {Path.GetFullPath(path)}");
    }

    [Theory]
    [InlineData("", "Store:Uri is empty")]
    [InlineData("sqlite:", "Store:Uri is 'sqlite:'")]
    [InlineData("sqlite::memory:", "in memory")]
    [InlineData("sqlite:data/", "names a folder")]
    [InlineData("postgres://host/db", "Store:Uri is 'postgres://host/db'")]
    [InlineData("graph.db", "Store:Uri is 'graph.db'")]
    public void A_wrong_address_is_named_with_its_value(string uri, string message) =>
        Failure(new StoreOptions { Uri = uri }).ShouldContain(message);

    [Theory]
    [InlineData("neo4j://graph", "Neo4j at neo4j://graph:7687")]
    [InlineData("NEO4J+S://graph.example:7777", "Neo4j at neo4j+s://graph.example:7777")]
    [InlineData("neo4j+ssc://[::1]", "Neo4j at neo4j+ssc://[::1]:7687")]
    [InlineData("neo4j://graph?region=eu", "Neo4j at neo4j://graph:7687")]
    [InlineData("bolt://graph:7687/", "Neo4j at bolt://graph:7687")]
    [InlineData("bolt+s://graph", "Neo4j at bolt+s://graph:7687")]
    [InlineData("bolt+ssc://graph", "Neo4j at bolt+ssc://graph:7687")]
    public async Task A_Neo4j_address_makes_a_store_that_describes_itself_without_secrets(
        string uri,
        string description
    )
    {
        await using var store = Create(
            new StoreOptions
            {
                Uri = uri,
                Username = "user",
                Password = "secret",
            }
        );

        store.Description.ShouldBe(description);
    }

    [Fact]
    public async Task A_Neo4j_database_is_described_when_it_is_named()
    {
        await using var store = Create(new StoreOptions { Uri = "bolt://graph", Database = "npm" });

        store.Description.ShouldBe("Neo4j at bolt://graph:7687, database npm");
    }

    [Theory]
    [InlineData("neo4j://user:secret@host:7687", "Store:Username and Store:Password")]
    [InlineData("bolt://secret@host", "Store:Username and Store:Password")]
    [InlineData("neo4j+s://", "neo4j+s://HOST")]
    [InlineData("bolt:host", "bolt://HOST")]
    [InlineData("neo4j://host/graph", "Store:Database")]
    [InlineData("bolt://host?region=eu", "routing context")]
    [InlineData("neo4j://host:port", "neo4j://HOST")]
    public void A_wrong_Neo4j_address_is_refused_without_repeating_its_credentials(string uri, string advice)
    {
        var message = Failure(new StoreOptions { Uri = uri });

        message.ShouldContain("Store:Uri");
        message.ShouldContain(advice);
        message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("user", null, "Store:Password is not")]
    [InlineData(null, "secret", "Store:Username is not")]
    public void Half_of_the_credentials_is_refused(string? username, string? password, string message) =>
        Failure(
                new StoreOptions
                {
                    Uri = "neo4j://host",
                    Username = username,
                    Password = password,
                }
            )
            .ShouldContain(message);

    [Fact]
    public void Every_wrong_value_is_named()
    {
        var message = Failure(
            new StoreOptions
            {
                CacheMegabytes = 0,
                BusyTimeout = TimeSpan.FromHours(1),
                Durability = (StoreDurability)9,
                MaxConnections = 0,
                AcquisitionTimeout = TimeSpan.Zero,
                TransactionTimeout = TimeSpan.FromMilliseconds(1),
            }
        );

        message.ShouldContain("Store:CacheMegabytes is 0");
        message.ShouldContain("Store:BusyTimeout is 01:00:00");
        message.ShouldContain("Store:Durability is 9");
        message.ShouldContain("Store:MaxConnections is 0");
        message.ShouldContain("Store:AcquisitionTimeout is 00:00:00");
        message.ShouldContain("Store:TransactionTimeout is 00:00:00.0010000");
    }

    [Fact]
    public void The_defaults_are_valid() =>
        new StoreOptionsValidator().Validate(null, new StoreOptions()).Succeeded.ShouldBeTrue();

    private static IGraphStore Create(StoreOptions options) =>
        GraphStores.Create(options, TimeProvider.System, NullLoggerFactory.Instance);

    private static string Failure(StoreOptions options) =>
        Should.Throw<OptionsValidationException>(() => Create(options)).Message;
}
