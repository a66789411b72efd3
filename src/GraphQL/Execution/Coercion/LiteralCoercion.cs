using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Coercion;

/// <summary>
/// What a literal means: null, a scalar's value, an enum's CLR value (or its name when unbound), an array for a list, and for an
/// input object what it is bound to, else a dictionary. https://spec.graphql.org/September2025/#sec-Input-Values
/// </summary>
internal sealed class LiteralCoercion(ExecutableSchema schema)
{
    public bool TryCoerce(
        ValueNode literal,
        GraphQLType type,
        VariableValues variables,
        out object? value,
        out string? error
    )
    {
        value = null;
        error = null;
        if (literal is VariableNode variable)
        {
            value = variables.Get(variable.Name.Value);
            value = value == ArgumentValues.Missing ? null : value;
            return value is not null
                || !type.IsNonNull
                || Refuse(out error, $"variable \"${variable.Name.Value}\" is null.");
        }

        if (literal is NullValueNode)
        {
            return !type.IsNonNull || Refuse(out error, $"null is no {type}.");
        }

        return type.Nullable switch
        {
            ListType list => TryCoerceList(literal, list, variables, out value, out error),
            InputObjectType input => TryCoerceObject(literal, input, variables, out value, out error),
            EnumType enumType => literal is EnumValueNode name
                && schema.TryGetEnumValue(enumType, name.Value, out value)
                || Refuse(out error, $"{Printer.Print(literal)} is no value of enum {enumType.Name}."),
            ScalarType scalar => scalar.TryCoerceLiteral(
                literal,
                variables == VariableValues.None ? null : variables.ByName,
                out value,
                out error
            ),
            var other => throw new InvalidOperationException($"{other} is no input type."),
        };
    }

    private bool TryCoerceList(
        ValueNode literal,
        ListType type,
        VariableValues variables,
        out object? value,
        out string? error
    )
    {
        var items = literal is ListValueNode list ? list.Values : [literal];
        var values = new object?[items.Count];
        value = values;
        error = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryCoerce(items[i], type.OfType, variables, out values[i], out error))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryCoerceObject(
        ValueNode literal,
        InputObjectType type,
        VariableValues variables,
        out object? value,
        out string? error
    )
    {
        value = null;
        error = null;
        if (literal is not ObjectValueNode node)
        {
            return Refuse(out error, $"{Printer.Print(literal)} is no {type.Name}.");
        }

        var values = new object?[type.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields[i];
            var given = node.Fields.FirstOrDefault(f => f.Name.Value == field.Name)?.Value;
            if (given is VariableNode variable && !variables.IsGiven(variable.Name.Value))
            {
                given = null;
            }

            given ??= field.DefaultValue;
            if (given is null)
            {
                values[i] = ArgumentValues.Missing;
                if (field.Type.IsNonNull)
                {
                    return Refuse(
                        out error,
                        $"Field \"{type.Name}.{field.Name}\" of required type \"{field.Type}\" was not provided."
                    );
                }
            }
            else if (!TryCoerce(given, field.Type, variables, out values[i], out error))
            {
                return false;
            }
        }

        if (type.IsOneOf && values.Count(v => v != ArgumentValues.Missing) != 1 | values.Contains(null))
        {
            return Refuse(
                out error,
                $"Exactly one key must be specified for OneOf type \"{type.Name}\", and not null."
            );
        }

        value = schema.CreateInput(type, values);
        return true;
    }

    private static bool Refuse(out string? error, string message)
    {
        error = message;
        return false;
    }
}
