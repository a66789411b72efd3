using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Literals fit the types of the places where they stand. https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type</summary>
internal sealed class ValuesOfCorrectTypeRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterVariableDefinition(VariableDefinitionNode variable, GraphQLType? type)
    {
        if (variable.DefaultValue is { } value && type is not null)
        {
            LiteralValidator.Validate(value, type, Report);
        }
    }

    public override void EnterArguments(IReadOnlyList<ArgumentNode> arguments, IReadOnlyList<InputValue>? known)
    {
        if (known is null)
        {
            return;
        }

        foreach (var argument in arguments)
        {
            if (known.FirstOrDefault(a => a.Name == argument.Name.Value) is { } definition)
            {
                LiteralValidator.Validate(argument.Value, definition.Type, Report);
            }
        }
    }

    private void Report(AstNode node, string message) => Context.Report(message, node);
}
