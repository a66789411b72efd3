using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Every variable that an operation uses, in its fragments too, is defined by it. https://spec.graphql.org/September2025/#sec-All-Variable-Uses-Defined</summary>
internal sealed class NoUndefinedVariablesRule(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveDocument(DocumentNode document)
    {
        foreach (var operation in document.Definitions.OfType<OperationDefinitionNode>())
        {
            var defined = operation
                .VariableDefinitions.Select(v => v.Variable.Name.Value)
                .ToHashSet(StringComparer.Ordinal);
            var by = operation.Name is { } name ? $" by operation \"{name.Value}\"" : "";
            foreach (var usage in Context.VariableUsages(operation))
            {
                if (!defined.Contains(usage.Node.Name.Value))
                {
                    Context.Report($"Variable \"${usage.Node.Name.Value}\" is not defined{by}.", usage.Node, operation);
                }
            }
        }
    }
}
