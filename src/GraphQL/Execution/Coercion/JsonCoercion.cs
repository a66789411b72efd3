using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Coercion;

/// <summary>What the JSON value of one variable means; what does not fit is named with its place.</summary>
internal sealed class JsonCoercion(ExecutableSchema schema, string variable)
{
    private const int MaxProblems = 20;
    private const int MaxShown = 100;

    private readonly LiteralCoercion _literals = new(schema);
    private readonly List<string> _path = [];
    private readonly List<string> _problems = [];
    private string? _shown;
    private JsonElement _whole;

    public IReadOnlyList<string> Problems => _problems;

    public object? Coerce(JsonElement json, GraphQLType type)
    {
        _whole = json;
        return CoerceValue(json, type);
    }

    private object? CoerceValue(JsonElement json, GraphQLType type)
    {
        if (_problems.Count >= MaxProblems)
        {
            return null;
        }

        if (json.ValueKind == JsonValueKind.Null)
        {
            return type.IsNonNull ? Refuse($"Expected non-nullable type \"{type}\" not to be null.") : null;
        }

        switch (type.Nullable)
        {
            case ListType list:
                return CoerceList(json, list);
            case InputObjectType input:
                return CoerceObject(json, input);
            case EnumType enumType:
                return
                    json.ValueKind == JsonValueKind.String
                    && TryGetText(json, out var name)
                    && schema.TryGetEnumValue(enumType, name, out var member)
                    ? member
                    : Refuse($"Value {Show(json)} does not exist in \"{enumType.Name}\" enum.");
            case ScalarType scalar:
                return scalar.TryCoerceInput(json, out var value, out var error)
                    ? value
                    : Refuse(error ?? $"{scalar.Name} cannot represent {Show(json)}");
            default:
                throw new InvalidOperationException($"{type} is no input type.");
        }
    }

    private object?[] CoerceList(JsonElement json, ListType type)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return [CoerceValue(json, type.OfType)];
        }

        var values = new object?[json.GetArrayLength()];
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            _path.Add($"[{index.ToString(CultureInfo.InvariantCulture)}]");
            values[index++] = CoerceValue(item, type.OfType);
            _path.RemoveAt(_path.Count - 1);
        }

        return values;
    }

    private object? CoerceObject(JsonElement json, InputObjectType type)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Refuse($"Expected type \"{type.Name}\" to be an object.");
        }

        var before = _problems.Count;
        var values = new object?[type.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = CoerceField(json, type, type.Fields[i]);
        }

        foreach (var property in json.EnumerateObject())
        {
            if (_problems.Count < MaxProblems && !type.Fields.Any(f => property.NameEquals(f.Name)))
            {
                Refuse($"Field \"{Shorten(property.Name)}\" is not defined by type \"{type.Name}\".");
            }
        }

        if (type.IsOneOf && _problems.Count == before)
        {
            CheckOneOf(json, type);
        }

        return _problems.Count == before ? schema.CreateInput(type, values) : null;
    }

    private object? CoerceField(JsonElement json, InputObjectType type, InputValue field)
    {
        if (json.TryGetProperty(field.Name, out var given))
        {
            _path.Add($".{field.Name}");
            var value = CoerceValue(given, field.Type);
            _path.RemoveAt(_path.Count - 1);
            return value;
        }

        if (
            field.DefaultValue is { } literal
            && _literals.TryCoerce(literal, field.Type, VariableValues.None, out var fallback, out _)
        )
        {
            return fallback;
        }

        if (field.Type.IsNonNull)
        {
            Refuse($"Field \"{type.Name}.{field.Name}\" of required type \"{field.Type}\" was not provided.");
        }

        return ArgumentValues.Missing;
    }

    private void CheckOneOf(JsonElement json, InputObjectType type)
    {
        var count = 0;
        foreach (var property in json.EnumerateObject())
        {
            count++;
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                Refuse($"Field \"{property.Name}\" must be non-null.");
            }
        }

        if (count != 1)
        {
            Refuse($"Exactly one key must be specified for OneOf type \"{type.Name}\".");
        }
    }

    private object? Refuse(string problem)
    {
        var place = _path.Count == 0 ? "" : $" at \"{variable}{string.Concat(_path)}\"";
        _problems.Add($"Variable \"${variable}\" got invalid value {_shown ??= Show(_whole)}{place}; {problem}");
        return null;
    }

    private static bool TryGetText(JsonElement json, out string text)
    {
        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            text = "";
            return false;
        }
    }

    private static string Show(JsonElement json) => Shorten(json.GetRawText());

    private static string Shorten(string text) => text.Length > MaxShown ? text[..MaxShown] + "…" : text;
}
