using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Variables are of types that fit where they are used. https://spec.graphql.org/September2025/#sec-All-Variable-Usages-Are-Allowed</summary>
internal sealed class VariablesInAllowedPositionRule(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveDocument(DocumentNode document)
    {
        foreach (var operation in document.Definitions.OfType<OperationDefinitionNode>())
        {
            if (operation.VariableDefinitions.Count == 0)
            {
                continue;
            }

            var defined = new Dictionary<string, (VariableDefinitionNode Node, GraphQLType? Type)>(
                StringComparer.Ordinal
            );
            foreach (var variable in operation.VariableDefinitions)
            {
                defined[variable.Variable.Name.Value] = (variable, Schema.Resolve(variable.Type));
            }

            foreach (var usage in Context.VariableUsages(operation))
            {
                if (defined.TryGetValue(usage.Node.Name.Value, out var variable) && variable.Type is { } type)
                {
                    Check(usage, variable.Node, type);
                }
            }
        }
    }

    private void Check(VariableUsage usage, VariableDefinitionNode variable, GraphQLType type)
    {
        var name = usage.Node.Name.Value;
        if (usage.Type is { } expected && !IsAllowed(type, variable.DefaultValue, expected, usage.HasDefault))
        {
            Context.Report(
                $"Variable \"${name}\" of type \"{type}\" used in position expecting type \"{expected}\".",
                variable,
                usage.Node
            );
        }

        if (
            usage is { Type: not null, Owner: { IsOneOf: true } owner }
            && !type.IsNonNull
            && variable.DefaultValue is null or NullValueNode
        )
        {
            Context.Report(
                $"Variable \"${name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input Object \"{owner}\".",
                variable,
                usage.Node
            );
        }
    }

    /// <summary>https://spec.graphql.org/September2025/#IsVariableUsageAllowed()</summary>
    private static bool IsAllowed(GraphQLType type, ValueNode? defaultValue, GraphQLType expected, bool hasDefault) =>
        expected is NonNullType nonNull && !type.IsNonNull
            ? (hasDefault || defaultValue is not (null or NullValueNode)) && type.IsSubTypeOf(nonNull.OfType)
            : type.IsSubTypeOf(expected);
}
