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
    [InlineData("neo4j://user:secret@host:7687")]
    [InlineData("neo4j+s://user:secret@host")]
    [InlineData("bolt://user:secret@host:7687")]
    public void A_Neo4j_address_is_refused_without_repeating_its_credentials(string uri)
    {
        var message = Failure(new StoreOptions { Uri = uri });

        message.ShouldContain("this build has the SQLite store only");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public void Every_wrong_value_is_named()
    {
        var message = Failure(
            new StoreOptions
            {
                CacheMegabytes = 0,
                BusyTimeout = TimeSpan.FromHours(1),
                Durability = (StoreDurability)9,
            }
        );

        message.ShouldContain("Store:CacheMegabytes is 0");
        message.ShouldContain("Store:BusyTimeout is 01:00:00");
        message.ShouldContain("Store:Durability is 9");
    }

    [Fact]
    public void The_defaults_are_valid() =>
        new StoreOptionsValidator().Validate(null, new StoreOptions()).Succeeded.ShouldBeTrue();

    private static IGraphStore Create(StoreOptions options) =>
        GraphStores.Create(options, TimeProvider.System, NullLoggerFactory.Instance);

    private static string Failure(StoreOptions options) =>
        Should.Throw<OptionsValidationException>(() => Create(options)).Message;
}
