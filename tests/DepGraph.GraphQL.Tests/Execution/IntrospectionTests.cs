namespace DepGraph.GraphQL.Tests.Execution;

public class IntrospectionTests
{
    [Fact]
    public async Task Introspection_is_executed_as_any_other_selection()
    {
        var engine = Answer.Engine(
            "type Query { a(b: Int = 3): [String!]! }",
            b => b.Query().Field("a", _ => new[] { "x" })
        );
        var answer = await engine.Ask(
            """{ __schema { queryType { name } } __type(name: "Query") { kind fields { name args { name defaultValue } type { kind ofType { kind } } } } a }"""
        );
        answer.ShouldBe(
            """{"data":{"__schema":{"queryType":{"name":"Query"}},"__type":{"kind":"OBJECT","fields":[{"name":"a","args":[{"name":"b","defaultValue":"3"}],"type":{"kind":"NON_NULL","ofType":{"kind":"LIST"}}}]},"a":["x"]}}"""
        );
    }
}
