using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Scalars;

/// <summary>Identifiers, given as strings or integers and kept as <see cref="string"/>. https://spec.graphql.org/September2025/#sec-ID</summary>
internal sealed class IdScalar()
    : BuiltInScalar(
        "ID",
        "The `ID` scalar type represents a unique identifier. It appears in responses as a String; as input any string or integer is accepted."
    )
{
    private const string NotId = "ID cannot represent a non-string and non-integer value";

    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    ) =>
        literal switch
        {
            StringValueNode text => Accept(text.Value, out value, out error),
            IntValueNode number => Accept(number.Text, out value, out error),
            _ => Refuse(NotId, Show(literal), out value, out error),
        };

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String when StringScalar.TryGetText(json, out var text):
                return Accept(text, out value, out error);
            case JsonValueKind.Number when json.TryGetInt64(out var integer):
                return Accept(integer.ToString(CultureInfo.InvariantCulture), out value, out error);
            case JsonValueKind.Number when IsWhole(json.GetRawText()):
                return Accept(json.GetRawText(), out value, out error);
            case JsonValueKind.Number when json.GetDouble() is var real && double.IsInteger(real):
                return Accept(real.ToString("F0", CultureInfo.InvariantCulture), out value, out error);
            default:
                return Refuse(NotId, Show(json), out value, out error);
        }
    }

    public override bool TryWrite(Utf8JsonWriter writer, object value, out string? error)
    {
        var text = value switch
        {
            string id => id,
            int id => id.ToString(CultureInfo.InvariantCulture),
            long id => id.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        if (text is null)
        {
            error = $"ID cannot represent value: {Show(value)}";
            return false;
        }

        writer.WriteStringValue(text);
        error = null;
        return true;
    }

    private static bool IsWhole(string number) => !number.AsSpan().ContainsAny('.', 'e', 'E');
}
