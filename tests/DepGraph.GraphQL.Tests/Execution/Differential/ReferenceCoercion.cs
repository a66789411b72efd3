using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>
/// Input coercion word by word as the specification has it. Input objects are dictionaries, enum values their names.
/// https://spec.graphql.org/September2025/#sec-Input-Values
/// </summary>
internal sealed class ReferenceCoercion(Schema schema)
{
    /// <summary>https://spec.graphql.org/September2025/#CoerceVariableValues()</summary>
    /// <returns>Those that have a value, null included.</returns>
    /// <exception cref="RefusedException">One does not fit.</exception>
    public Dictionary<string, object?> Variables(OperationDefinitionNode operation, JsonObject given)
    {
        var coerced = new Dictionary<string, object?>();
        foreach (var definition in operation.VariableDefinitions)
        {
            var name = definition.Variable.Name.Value;
            var type = schema.Resolve(definition.Type)!;
            if (given.TryGetPropertyValue(name, out var json))
            {
                coerced[name] = Json(json, type);
            }
            else if (definition.DefaultValue is not null)
            {
                coerced[name] = Literal(definition.DefaultValue, type, new Dictionary<string, object?>());
            }
            else if (type.IsNonNull)
            {
                throw new RefusedException($"${name} is missing.");
            }
        }

        return coerced;
    }

    /// <summary>https://spec.graphql.org/September2025/#CoerceArgumentValues()</summary>
    /// <exception cref="RefusedException">One does not fit.</exception>
    public Dictionary<string, object?> Arguments(
        FieldDefinition field,
        FieldNode node,
        IReadOnlyDictionary<string, object?> variables
    ) => Fields(field.Arguments, node.Arguments.ToDictionary(a => a.Name.Value, a => a.Value), variables);

    private Dictionary<string, object?> Fields(
        IEnumerable<InputValue> definitions,
        Dictionary<string, ValueNode> given,
        IReadOnlyDictionary<string, object?> variables
    )
    {
        var coerced = new Dictionary<string, object?>();
        foreach (var definition in definitions)
        {
            var hasValue = given.TryGetValue(definition.Name, out var literal);
            if (literal is VariableNode variable && !variables.ContainsKey(variable.Name.Value))
            {
                hasValue = false;
            }

            if (hasValue)
            {
                coerced[definition.Name] = Literal(literal!, definition.Type, variables);
            }
            else if (definition.DefaultValue is { } fallback)
            {
                coerced[definition.Name] = Literal(fallback, definition.Type, variables);
            }
            else if (definition.Type.IsNonNull)
            {
                throw new RefusedException($"{definition.Name} is missing.");
            }
        }

        return coerced;
    }

    private object? Literal(ValueNode literal, GraphQLType type, IReadOnlyDictionary<string, object?> variables)
    {
        var value = literal switch
        {
            VariableNode variable => variables.GetValueOrDefault(variable.Name.Value),
            NullValueNode => null,
            _ => Present(literal, type.Nullable, variables),
        };
        return value is null && type.IsNonNull ? throw new RefusedException("null") : value;
    }

    private object Present(ValueNode literal, GraphQLType type, IReadOnlyDictionary<string, object?> variables)
    {
        switch (type)
        {
            case ListType list:
                var items = literal is ListValueNode many ? many.Values : [literal];
                return items.Select(item => Literal(item, list.OfType, variables)).ToArray();
            case InputObjectType input:
                var fields = Fields(
                    input.Fields,
                    ((ObjectValueNode)literal).Fields.ToDictionary(f => f.Name.Value, f => f.Value),
                    variables
                );
                return CheckOneOf(input, fields);
            case EnumType:
                return ((EnumValueNode)literal).Value;
        }

        return (type.Named.Name, literal) switch
        {
            ("Any", _) => Printer.Print(literal),
            ("Int", IntValueNode number) => int.Parse(number.Text, CultureInfo.InvariantCulture),
            ("Float", IntValueNode number) => double.Parse(number.Text, CultureInfo.InvariantCulture),
            ("Float", FloatValueNode number) => double.Parse(number.Text, CultureInfo.InvariantCulture),
            ("ID", IntValueNode number) => number.Text,
            ("ID" or "String", StringValueNode text) => text.Value,
            ("Boolean", BooleanValueNode truth) => truth.Value,
            ("Money", StringValueNode text) when Money.TryParse(text.Value, out var money) => money,
            _ => throw new RefusedException($"{literal} is no {type}."),
        };
    }

    private object? Json(JsonNode? json, GraphQLType type)
    {
        if (json is null)
        {
            return type.IsNonNull ? throw new RefusedException("null") : null;
        }

        switch (type.Nullable)
        {
            case ListType list:
                return json is JsonArray items
                    ? items.Select(item => Json(item, list.OfType)).ToArray()
                    : [Json(json, list.OfType)];
            case InputObjectType input:
                return JsonFields(json as JsonObject ?? throw new RefusedException("no object"), input);
            case EnumType enumType:
                return
                    json.GetValueKind() == JsonValueKind.String
                    && enumType.TryGetValue(json.GetValue<string>(), out var value)
                    ? value.Name
                    : throw new RefusedException("no value of the enum");
            case var scalar:
                return JsonScalar(json, scalar.Named.Name);
        }
    }

    private Dictionary<string, object?> JsonFields(JsonObject json, InputObjectType type)
    {
        if (json.Any(given => !type.TryGetField(given.Key, out _)))
        {
            throw new RefusedException("unknown field");
        }

        var coerced = new Dictionary<string, object?>();
        foreach (var field in type.Fields)
        {
            if (json.TryGetPropertyValue(field.Name, out var value))
            {
                coerced[field.Name] = Json(value, field.Type);
            }
            else if (field.DefaultValue is { } fallback)
            {
                coerced[field.Name] = Literal(fallback, field.Type, new Dictionary<string, object?>());
            }
            else if (field.Type.IsNonNull)
            {
                throw new RefusedException($"{field.Name} is missing.");
            }
        }

        return CheckOneOf(type, coerced);
    }

    private static Dictionary<string, object?> CheckOneOf(InputObjectType type, Dictionary<string, object?> fields) =>
        type.IsOneOf && (fields.Count != 1 || fields.ContainsValue(null))
            ? throw new RefusedException("not one of them")
            : fields;

    private static object JsonScalar(JsonNode json, string name)
    {
        var kind = json.GetValueKind();
        var number = kind == JsonValueKind.Number ? double.Parse(json.ToJsonString(), CultureInfo.InvariantCulture) : 0;
        return (name, kind) switch
        {
            ("Any", _) => json.ToJsonString(),
            ("Int", JsonValueKind.Number) when number % 1 == 0 && Math.Abs(number + 0.5) < 1L << 31 => (int)number,
            ("Float", JsonValueKind.Number) => number,
            ("ID", JsonValueKind.Number) when number % 1 == 0 => ((long)number).ToString(CultureInfo.InvariantCulture),
            ("ID" or "String", JsonValueKind.String) => json.GetValue<string>(),
            ("Boolean", JsonValueKind.True or JsonValueKind.False) => kind == JsonValueKind.True,
            ("Money", JsonValueKind.String) when Money.TryParse(json.GetValue<string>(), out var money) => money,
            _ => throw new RefusedException($"{json} is no {name}."),
        };
    }
}
