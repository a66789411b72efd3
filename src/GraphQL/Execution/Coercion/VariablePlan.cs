using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Coercion;

/// <summary>A variable that an operation declares.</summary>
internal sealed class VariablePlan(VariableDefinitionNode node, GraphQLType type)
{
    public string Name { get; } = node.Variable.Name.Value;

    public VariableDefinitionNode Node { get; } = node;

    public GraphQLType Type { get; } = type;

    public static VariablePlan[] Create(Schema schema, OperationDefinitionNode operation)
    {
        var variables = new VariablePlan[operation.VariableDefinitions.Count];
        for (var i = 0; i < variables.Length; i++)
        {
            var node = operation.VariableDefinitions[i];
            variables[i] = new VariablePlan(node, schema.Resolve(node.Type)!);
        }

        return variables;
    }
}
