using DepGraph.Ingestion.Hosting;

namespace DepGraph.Ingestion.Tests.Hosting;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("Store:Password", "hunter2", "***")]
    [InlineData("Registry:AuthToken", "abc", "***")]
    [InlineData("GraphQL:MaxTokens", "15000", "15000")]
    [InlineData("Store:Uri", "neo4j://me:hunter2@host:7687", "neo4j://***@host:7687")]
    [InlineData("Registry:Url", "https://user:p@ss@host/path?x=@", "https://***@host/path?x=@")]
    [InlineData("Store:Uri", "sqlite:data/depgraph.db", "sqlite:data/depgraph.db")]
    [InlineData("Registry:Url", "http://localhost:4873/@scope/name", "http://localhost:4873/@scope/name")]
    public void Secrets_are_masked_and_the_rest_stays(string name, string value, string shown) =>
        Redaction.Redact(name, value).ShouldBe(shown);
}
