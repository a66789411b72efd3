using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types;

/// <summary>Values of literals without variables, such as defaults and the arguments of directives in SDL.</summary>
internal static class ConstantLiteral
{
    /// <summary>
    /// What a literal means that <see cref="LiteralValidator"/> found to fit: null, a scalar's value, an enum value's name, an
    /// array for a list, a dictionary with defaults filled in for an input object.
    /// </summary>
    /// <exception cref="ArgumentException">The literal does not fit after all.</exception>
    public static object? Coerce(ValueNode value, GraphQLType type)
    {
        switch (value, type)
        {
            case (_, NonNullType nonNull):
                return Coerce(value, nonNull.OfType);
            case (NullValueNode, _):
                return null;
            case (ListValueNode items, ListType list):
                return items.Values.Select(item => Coerce(item, list.OfType)).ToArray();
            case (_, ListType list):
                return new[] { Coerce(value, list.OfType) };
            case (ObjectValueNode fields, InputObjectType input):
                return CoerceFields(fields, input);
            case (EnumValueNode name, EnumType):
                return name.Value;
            case (_, ScalarType scalar) when scalar.TryCoerceLiteral(value, null, out var coerced, out _):
                return coerced;
            default:
                throw new ArgumentException($"{Printer.Print(value)} is no value of type {type}.", nameof(value));
        }
    }

    private static Dictionary<string, object?> CoerceFields(ObjectValueNode value, InputObjectType type)
    {
        var coerced = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            var given = value.Fields.FirstOrDefault(f => f.Name.Value == field.Name)?.Value ?? field.DefaultValue;
            if (given is not null)
            {
                coerced[field.Name] = Coerce(given, field.Type);
            }
        }

        return coerced;
    }
}
