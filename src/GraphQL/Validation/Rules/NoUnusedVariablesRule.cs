using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Every variable that an operation defines is used, by itself or its fragments. https://spec.graphql.org/September2025/#sec-All-Variables-Used</summary>
internal sealed class NoUnusedVariablesRule(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveDocument(DocumentNode document)
    {
        foreach (var operation in document.Definitions.OfType<OperationDefinitionNode>())
        {
            if (operation.VariableDefinitions.Count == 0)
            {
                continue;
            }

            var used = Context
                .VariableUsages(operation)
                .Select(u => u.Node.Name.Value)
                .ToHashSet(StringComparer.Ordinal);
            var where = operation.Name is { } name ? $" in operation \"{name.Value}\"" : "";
            foreach (var variable in operation.VariableDefinitions)
            {
                if (!used.Contains(variable.Variable.Name.Value))
                {
                    Context.Report($"Variable \"${variable.Variable.Name.Value}\" is never used{where}.", variable);
                }
            }
        }
    }
}
