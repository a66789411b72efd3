using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphApi.Scalars;

/// <summary>
/// Any JSON value. Resolvers give <see cref="RawJson"/>; inputs become <see cref="JsonElement"/>, whether they came as a variable
/// or as a literal.
/// </summary>
internal sealed class JsonScalar() : ApiScalar<RawJson>("JSON")
{
    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    )
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, literal, variables);
        }

        (value, error) = (JsonElement.Parse(stream.ToArray()), null);
        return true;
    }

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error)
    {
        (value, error) = (json.Clone(), null);
        return true;
    }

    protected override void Write(ResponseWriter writer, RawJson value) => writer.WriteRaw(value.Utf8.Span);

    private static void Write(Utf8JsonWriter json, ValueNode literal, IReadOnlyDictionary<string, object?>? variables)
    {
        switch (literal)
        {
            case IntValueNode number:
                json.WriteRawValue(number.Text);
                break;
            case FloatValueNode number:
                json.WriteRawValue(number.Text);
                break;
            case StringValueNode text:
                json.WriteStringValue(text.Value);
                break;
            case BooleanValueNode boolean:
                json.WriteBooleanValue(boolean.Value);
                break;
            case EnumValueNode name:
                json.WriteStringValue(name.Value);
                break;
            case ListValueNode list:
                json.WriteStartArray();
                foreach (var item in list.Values)
                {
                    Write(json, item, variables);
                }

                json.WriteEndArray();
                break;
            case ObjectValueNode fields:
                json.WriteStartObject();
                foreach (var field in fields.Fields)
                {
                    json.WritePropertyName(field.Name.Value);
                    Write(json, field.Value, variables);
                }

                json.WriteEndObject();
                break;
            case VariableNode variable:
                Write(json, variables?.GetValueOrDefault(variable.Name.Value));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    /// <summary>A variable inside a literal, coerced by its own type.</summary>
    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case bool boolean:
                json.WriteBooleanValue(boolean);
                break;
            case int or long or double:
                json.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
