using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Variables are of scalars, enums and input objects. https://spec.graphql.org/September2025/#sec-Variables-Are-Input-Types</summary>
internal sealed class VariablesAreInputTypesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterVariableDefinition(VariableDefinitionNode variable, GraphQLType? type)
    {
        if (type is null && Schema.Resolve(variable.Type) is { } other)
        {
            Context.Report(
                $"Variable \"${variable.Variable.Name.Value}\" cannot be non-input type \"{other}\".",
                variable.Type
            );
        }
    }
}
