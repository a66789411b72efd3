namespace DepGraph.GraphQL.Binding;

/// <summary>
/// Schema and resolvers do not match. The message has a line for each mismatch that says what to add or to take away.
/// </summary>
public sealed class SchemaBindingException(IReadOnlyList<string> problems)
    : Exception(
        "Schema and resolvers do not match:" + string.Concat(problems.Select(p => Environment.NewLine + "  - " + p))
    )
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
