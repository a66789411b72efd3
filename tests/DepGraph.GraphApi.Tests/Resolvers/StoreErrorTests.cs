using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Tests.Resolvers;

/// <summary>What clients read while the store fails.</summary>
public sealed class StoreErrorTests
{
    [Theory]
    [InlineData("{ ingestions { totalCount } }")]
    [InlineData("{ graphStats { packages } }")]
    [InlineData("mutation { ingest(input: { spec: \"root\" }) { ingestion { id } } }")]
    public async Task A_store_that_is_away_is_named_with_the_advice_to_ask_again_and_without_its_address(
        string operation
    )
    {
        await using var server = await FailingStore.StartServerAsync();
        FailingStore.Of(server).Failure = new(
            StoreFailure.Unavailable,
            "Neo4j at bolt://inner:7687 cannot be reached."
        );

        var error = await server.ErrorAsync(operation);

        error.Text("extensions", "code").ShouldBe("STORE_UNAVAILABLE");
        error.At("extensions", "retryable").GetBoolean().ShouldBeTrue();
        error.At("extensions", "retryAfterMs").GetInt64().ShouldBe(1000);
        error.GetRawText().ShouldNotContain("inner");
        FailingStore.Of(server).Failure = null;
        (await server.QueryAsync(operation)).TryGetProperty("errors", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_store_that_needs_its_operator_is_not_worth_asking_again()
    {
        await using var server = await FailingStore.StartServerAsync();
        FailingStore.Of(server).Failure = new(StoreFailure.Corrupt, "The database is damaged.");

        var error = await server.ErrorAsync("{ graphStats { packages } }");

        error.Text("extensions", "code").ShouldBe("STORE_UNAVAILABLE");
        error.At("extensions", "retryable").GetBoolean().ShouldBeFalse();
        FailingStore.Of(server).Failure = null;
    }
}
