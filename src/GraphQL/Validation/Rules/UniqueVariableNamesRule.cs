using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>No two variables of an operation have the same name. https://spec.graphql.org/September2025/#sec-Variable-Uniqueness</summary>
internal sealed class UniqueVariableNamesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        if (operation.VariableDefinitions.Count < 2)
        {
            return;
        }

        foreach (var group in operation.VariableDefinitions.GroupBy(v => v.Variable.Name.Value, v => v.Variable.Name))
        {
            AstNode[] names = group.ToArray();
            if (names.Length > 1)
            {
                Context.Report($"There can be only one variable named \"${group.Key}\".", names);
            }
        }
    }
}
