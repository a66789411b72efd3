using DepGraph.GraphApi.Hosting;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Hosting;

namespace DepGraph.GraphApi.Tests.Hosting;

public sealed class StartTests
{
    [Theory]
    [InlineData("--Api:MaxBodyBytes=12", "Api:MaxBodyBytes", "12")]
    [InlineData("--Api:MaxBodyBytes=lots", "Api:MaxBodyBytes", "lots")]
    [InlineData("--Api:AllowedOrigins:0=example", "Api:AllowedOrigins", "example")]
    [InlineData("--Api:ShutdownSeconds=0", "Api:ShutdownSeconds", "0")]
    [InlineData("--GraphQL:MaxDepth=0", "GraphQL:MaxDepth", "0")]
    [InlineData("--GraphQL:MaxFragments=0", "GraphQL:MaxFragments", "0")]
    [InlineData("--GraphQL:Introspection=maybe", "GraphQL:Introspection", "maybe")]
    [InlineData(
        "--GraphQL:MaxExecutionSeconds=240",
        "GraphQL:MaxExecutionSeconds",
        "Ingestion:MaxWaitSeconds, which is 240"
    )]
    [InlineData("--GraphQL:PersistedQueryMegabytes=-1", "GraphQL:PersistedQueryMegabytes", "-1")]
    [InlineData("--GraphQL:TrustedDocuments=no/such/folder", "GraphQL:TrustedDocuments", "no/such/folder")]
    [InlineData("--GraphQL:OnlyTrustedDocuments=true", "GraphQL:OnlyTrustedDocuments", "GraphQL:TrustedDocuments")]
    [InlineData("--Logging:Format=xml", "Logging:Format", "xml")]
    [InlineData("--Logging:LogLevel:Default=Loud", "Logging:LogLevel:Default", "Loud")]
    [InlineData("--Store:Uri=mysql:x", "Store:Uri", "mysql:x")]
    [InlineData("--Ingestion:WaitSeconds=-1", "Ingestion:WaitSeconds", "-1")]
    [InlineData("--Ingestion:Freshness=often", "Ingestion:Freshness", "often")]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=there", "OTEL_EXPORTER_OTLP_ENDPOINT", "there")]
    [InlineData("--urls=localhost", "urls", "localhost")]
    public async Task A_wrong_value_stops_the_start_and_is_named(string argument, string setting, string value)
    {
        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var server = await ApiServer.StartAsync(settings: argument);
        });

        var lines = StartFailure.Describe(failure).ShouldNotBeNull(failure.ToString());
        lines.ShouldHaveSingleItem();
        lines[0].ShouldContain(setting);
        lines[0].ShouldContain(value);
    }

    [Fact]
    public async Task An_address_in_use_is_named()
    {
        await using var first = await ApiServer.StartAsync();

        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var second = await ApiServer.StartAsync(settings: $"--urls={first.Http.BaseAddress}");
        });

        StartFailure.Describe(failure).ShouldNotBeNull()[0].ShouldContain(first.Http.BaseAddress!.Authority);
    }

    [Fact]
    public void A_fault_of_the_program_keeps_its_stack_trace() =>
        StartFailure.Describe(new InvalidOperationException("bug")).ShouldBeNull();
}
