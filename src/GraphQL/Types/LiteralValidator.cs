using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Validation;

namespace DepGraph.GraphQL.Types;

/// <summary>
/// Whether a literal fits an input type. Variables inside always fit: whether their type does is another question.
/// https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type
/// </summary>
internal static class LiteralValidator
{
    /// <summary>Calls <paramref name="report"/> with each node that does not fit and why.</summary>
    public static void Validate(ValueNode value, GraphQLType type, Action<AstNode, string> report)
    {
        switch (value, type)
        {
            case (VariableNode, _):
                break;
            case (NullValueNode, NonNullType):
                report(value, $"Expected value of non-null type \"{type}\" not to be null.");
                break;
            case (_, NonNullType nonNull):
                Validate(value, nonNull.OfType, report);
                break;
            case (NullValueNode, _):
                break;
            case (ListValueNode items, ListType list):
                foreach (var item in items.Values)
                {
                    Validate(item, list.OfType, report);
                }

                break;
            case (_, ListType list):
                Validate(value, list.OfType, report);
                break;
            case (ObjectValueNode fields, InputObjectType input):
                ValidateFields(fields, input, report);
                break;
            case (_, InputObjectType):
                report(value, $"Expected value of type \"{type}\" to be an object, found: {Show(value)}.");
                break;
            case (_, EnumType enumType):
                ValidateEnum(value, enumType, report);
                break;
            case (_, ScalarType scalar):
                if (!scalar.TryCoerceLiteral(value, null, out _, out var error))
                {
                    report(value, error ?? $"Expected value of type \"{type}\", found: {Show(value)}.");
                }

                break;
        }
    }

    /// <summary>https://spec.graphql.org/September2025/#sec-Input-Objects.Input-Coercion</summary>
    private static void ValidateFields(ObjectValueNode value, InputObjectType type, Action<AstNode, string> report)
    {
        var given = new Dictionary<string, ObjectFieldNode>(StringComparer.Ordinal);
        var known = 0;
        foreach (var field in value.Fields)
        {
            given[field.Name.Value] = field;
            if (type.FieldsByName.ContainsKey(field.Name.Value))
            {
                known++;
                continue;
            }

            var meant = Suggestions.DidYouMean(field.Name.Value, type.FieldsByName.Keys);
            report(
                field,
                $"Expected value of type \"{type}\" not to include unknown field \"{field.Name.Value}\"{(meant.Length > 0 ? $".{meant} Found" : ", found")}: {Show(value)}."
            );
        }

        foreach (var definition in type.Fields)
        {
            if (given.TryGetValue(definition.Name, out var field))
            {
                Validate(field.Value, definition.Type, report);
            }
            else if (definition.IsRequired)
            {
                report(
                    value,
                    $"Expected value of type \"{type}\" to include required field \"{definition.Name}\", found: {Show(value)}."
                );
            }
        }

        if (
            type.IsOneOf
            && (
                known != 1
                || value.Fields.Any(f => f.Value is NullValueNode && type.FieldsByName.ContainsKey(f.Name.Value))
            )
        )
        {
            report(
                value,
                $"Within OneOf Input Object type \"{type}\", exactly one field must be specified, and the value for that field must be non-null."
            );
        }
    }

    private static void ValidateEnum(ValueNode value, EnumType type, Action<AstNode, string> report)
    {
        if (value is not EnumValueNode name)
        {
            var meant = value is StringValueNode text
                ? Suggestions.DidYouMean(text.Value, type.ValuesByName.Keys, "the enum value")
                : "";
            report(value, $"Enum \"{type}\" cannot represent non-enum value: {Show(value)}.{meant}");
        }
        else if (!type.ValuesByName.ContainsKey(name.Value))
        {
            var meant = Suggestions.DidYouMean(name.Value, type.ValuesByName.Keys, "the enum value");
            report(value, $"Value \"{name.Value}\" does not exist in \"{type}\" enum.{meant}");
        }
    }

    private static string Show(ValueNode value)
    {
        const int longest = 200;
        var text = Printer.Print(value);
        return text.Length > longest ? text[..longest] + "…" : text;
    }
}
