using DepGraph.Bolt.Internal;

namespace DepGraph.Bolt.Tests;

public sealed class DriverUriTests
{
    [Theory]
    [InlineData("bolt://host", "host:7687", false, SchemeSecurity.FromConfig)]
    [InlineData("bolt://host:1234", "host:1234", false, SchemeSecurity.FromConfig)]
    [InlineData("bolt+s://host", "host:7687", false, SchemeSecurity.SystemTrust)]
    [InlineData("bolt+ssc://host", "host:7687", false, SchemeSecurity.AnyCertificate)]
    [InlineData("neo4j://host", "host:7687", true, SchemeSecurity.FromConfig)]
    [InlineData("neo4j+s://host", "host:7687", true, SchemeSecurity.SystemTrust)]
    [InlineData("neo4j+ssc://[::1]:99", "[::1]:99", true, SchemeSecurity.AnyCertificate)]
    internal void A_URI_says_where_how_and_how_safely(
        string uri,
        string address,
        bool isRouted,
        SchemeSecurity security
    )
    {
        var target = DriverTarget.Parse(new Uri(uri));
        target.Address.ToString().ShouldBe(address);
        target.IsRouted.ShouldBe(isRouted);
        target.Security.ShouldBe(security);
        target.RoutingContext.ShouldBeEmpty();
    }

    [Fact]
    public void A_query_is_the_routing_context() =>
        DriverTarget
            .Parse(new Uri("neo4j://host?region=eu&policy=a%20b"))
            .RoutingContext.ShouldBe(new Dictionary<string, string> { ["region"] = "eu", ["policy"] = "a b" });

    [Theory]
    [InlineData("http://host", "scheme")]
    [InlineData("bolt://host?region=eu", "routing context")]
    [InlineData("neo4j://host?region=", "region")]
    [InlineData("neo4j://host?a=1&a=2", "twice")]
    [InlineData("neo4j://host?address=x", "address")]
    [InlineData("bolt://user:s3cret@host", "AuthTokens.Basic")]
    [InlineData("nonsense", "bolt://host:port")]
    public void Another_URI_is_refused_and_the_message_says_why_without_a_password(string uri, string reason)
    {
        var error = Should.Throw<ArgumentException>(() => GraphDatabase.Driver(uri));
        error.Message.ShouldContain(reason);
        error.Message.ShouldNotContain("s3cret");
    }

    [Fact]
    public void A_scheme_that_trusts_anything_contradicts_a_trust_manager() =>
        Should.Throw<ArgumentException>(() =>
            GraphDatabase.Driver(
                "bolt+ssc://host",
                null,
                config => config.WithTrustManager(TrustManager.CreateChainTrust())
            )
        );

    [Theory]
    [InlineData("host", "host", 7687)]
    [InlineData("host:1", "host", 1)]
    [InlineData("[::1]", "::1", 7687)]
    [InlineData("[::1]:1", "::1", 1)]
    public void An_address_is_host_and_port(string text, string host, int port) =>
        ServerAddress.Parse(text).ShouldBe(new ServerAddress(host, port));

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:1:2")]
    [InlineData("[::1")]
    [InlineData("[::1]x")]
    public void Another_text_is_no_address(string text) =>
        Should.Throw<FormatException>(() => ServerAddress.Parse(text));

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Refuse(config => config.WithMaxConnectionPoolSize(0));
        Refuse(config => config.WithFetchSize(0));
        Refuse(config => config.WithFetchSize(-2));
        Refuse(config => config.WithConnectionTimeout(TimeSpan.FromSeconds(-2)));
        Refuse(config => config.WithMaxTransactionRetryTime(TimeSpan.FromSeconds(-1)));
        Refuse(config => config.WithMaxMessageSize(1));
    }

    private static void Refuse(Action<ConfigBuilder> configure) =>
        Should.Throw<ArgumentOutOfRangeException>(() => GraphDatabase.Driver("bolt://host", null, configure));
}
