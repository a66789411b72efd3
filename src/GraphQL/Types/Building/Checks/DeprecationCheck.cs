namespace DepGraph.GraphQL.Types.Building.Checks;

/// <summary>What must be given cannot be deprecated: clients could not stop giving it. https://spec.graphql.org/September2025/#sec--deprecated</summary>
internal static class DeprecationCheck
{
    public static void Run(TypeSystem system, SchemaErrors errors)
    {
        foreach (var (coordinate, value) in system.InputValues())
        {
            if (value is { IsRequired: true, DeprecationReason: not null })
            {
                var what = coordinate.EndsWith(')') ? "argument" : "input field";
                errors.Report(system.NodeOf(value), $"Required {what} {coordinate} cannot be deprecated.");
            }
        }
    }
}
