using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Coercion;

/// <summary>
/// How to get the arguments of a field: once for all when no variable is in them, else once per operation.
/// https://spec.graphql.org/September2025/#sec-Coercing-Field-Arguments
/// </summary>
internal sealed class ArgumentPlan
{
    private readonly LiteralCoercion _coercion;
    private readonly FieldDefinition _definition;
    private readonly FieldNode _node;

    public ArgumentPlan(
        ExecutableSchema schema,
        PreparedOperation operation,
        FieldDefinition definition,
        FieldNode node,
        Func<int> takeSlot
    )
    {
        _coercion = new LiteralCoercion(schema);
        _definition = definition;
        _node = node;
        if (node.Arguments.Any(a => HasVariable(a.Value)))
        {
            Slot = takeSlot();
        }
        else
        {
            Constant = Coerce(VariableValues.None);
        }
    }

    /// <summary>Null when a variable is in them.</summary>
    public ArgumentValues? Constant { get; }

    /// <summary>Where an operation keeps them when a variable is in them.</summary>
    public int Slot { get; }

    /// <exception cref="GraphQLException">A value does not fit.</exception>
    public ArgumentValues Coerce(VariableValues variables)
    {
        var arguments = _definition.Arguments;
        var values = new object?[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Coerce(arguments[i], variables);
        }

        return new ArgumentValues(values);
    }

    private object? Coerce(InputValue argument, VariableValues variables)
    {
        var given = _node.Arguments.FirstOrDefault(a => a.Name.Value == argument.Name)?.Value;
        if (given is VariableNode variable && !variables.IsGiven(variable.Name.Value))
        {
            given = null;
        }

        given ??= argument.DefaultValue;
        if (given is null)
        {
            return argument.Type.IsNonNull
                ? throw new ArgumentRefusedException(
                    $"Argument \"{argument.Name}\" of required type \"{argument.Type}\" was not provided.",
                    _node
                )
                : ArgumentValues.Missing;
        }

        if (_coercion.TryCoerce(given, argument.Type, variables, out var value, out var fault))
        {
            return value;
        }

        throw new ArgumentRefusedException(
            $"Argument \"{argument.Name}\" has an invalid value: {fault!.Message}",
            fault.Node
        );
    }

    private static bool HasVariable(ValueNode value) =>
        value switch
        {
            VariableNode => true,
            ListValueNode list => list.Values.Any(HasVariable),
            ObjectValueNode fields => fields.Fields.Any(f => HasVariable(f.Value)),
            _ => false,
        };
}
