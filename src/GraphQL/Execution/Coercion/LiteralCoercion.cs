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
        out LiteralFault? fault
    )
    {
        value = null;
        fault = null;
        if (literal is VariableNode variable)
        {
            value = variables.Get(variable.Name.Value);
            value = value == ArgumentValues.Missing ? null : value;
            return value is not null
                || !type.IsNonNull
                || Refuse(literal, out fault, $"variable \"${variable.Name.Value}\" is null.");
        }

        if (literal is NullValueNode)
        {
            return !type.IsNonNull || Refuse(literal, out fault, $"null is no {type}.");
        }

        return type.Nullable switch
        {
            ListType list => TryCoerceList(literal, list, variables, out value, out fault),
            InputObjectType input => TryCoerceObject(literal, input, variables, out value, out fault),
            EnumType enumType => literal is EnumValueNode name
                && schema.TryGetEnumValue(enumType, name.Value, out value)
                || Refuse(literal, out fault, $"{Printer.Print(literal)} is no value of enum {enumType.Name}."),
            ScalarType scalar => TryCoerceScalar(literal, scalar, variables, out value, out fault),
            var other => throw new InvalidOperationException($"{other} is no input type."),
        };
    }

    private bool TryCoerceList(
        ValueNode literal,
        ListType type,
        VariableValues variables,
        out object? value,
        out LiteralFault? fault
    )
    {
        var items = literal is ListValueNode list ? list.Values : [literal];
        var values = new object?[items.Count];
        value = values;
        fault = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryCoerce(items[i], type.OfType, variables, out values[i], out fault))
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
        out LiteralFault? fault
    )
    {
        value = null;
        fault = null;
        if (literal is not ObjectValueNode node)
        {
            return Refuse(literal, out fault, $"{Printer.Print(literal)} is no {type.Name}.");
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
                        literal,
                        out fault,
                        $"Field \"{type.Name}.{field.Name}\" of required type \"{field.Type}\" was not provided."
                    );
                }
            }
            else if (!TryCoerce(given, field.Type, variables, out values[i], out fault))
            {
                return false;
            }
        }

        if (type.IsOneOf && (values.Count(v => v != ArgumentValues.Missing) != 1 || values.Contains(null)))
        {
            return Refuse(
                literal,
                out fault,
                $"Exactly one key must be specified for OneOf type \"{type.Name}\", and not null."
            );
        }

        value = schema.CreateInput(type, values);
        return true;
    }

    private static bool TryCoerceScalar(
        ValueNode literal,
        ScalarType type,
        VariableValues variables,
        out object? value,
        out LiteralFault? fault
    )
    {
        fault = null;
        return type.TryCoerceLiteral(
                literal,
                variables == VariableValues.None ? null : variables.ByName,
                out value,
                out var error
            ) || Refuse(literal, out fault, error ?? $"{Printer.Print(literal)} is no {type.Name}.");
    }

    private static bool Refuse(ValueNode literal, out LiteralFault? fault, string message)
    {
        fault = new LiteralFault(message, literal);
        return false;
    }
}

/// <summary>What is wrong with a literal, and which part of it.</summary>
internal sealed record LiteralFault(string Message, ValueNode Node);
