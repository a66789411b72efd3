using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Types.Scalars;

/// <summary>Identifiers, given as strings or integers and kept as <see cref="string"/>. https://spec.graphql.org/September2025/#sec-ID</summary>
internal sealed class IdScalar()
    : BuiltInScalar(
        "ID",
        "The `ID` scalar type represents a unique identifier. It appears in responses as a String; as input any string or integer is accepted."
    ),
        IScalarWriter<string>,
        IScalarWriter<int>,
        IScalarWriter<long>
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

    public override bool TryWrite(ResponseWriter writer, object value, out string? error) =>
        value switch
        {
            string id => TryWrite(writer, id, out error),
            int id => TryWrite(writer, id, out error),
            long id => TryWrite(writer, id, out error),
            _ => Fails($"ID cannot represent value: {Show(value)}", out error),
        };

    public bool TryWrite(ResponseWriter writer, string value, out string? error)
    {
        writer.WriteString(value);
        error = null;
        return true;
    }

    public bool TryWrite(ResponseWriter writer, int value, out string? error) =>
        TryWrite(writer, (long)value, out error);

    public bool TryWrite(ResponseWriter writer, long value, out string? error)
    {
        writer.WriteByte((byte)'"');
        writer.WriteInt64(value);
        writer.WriteByte((byte)'"');
        error = null;
        return true;
    }

    private static bool IsWhole(string number) => !number.AsSpan().ContainsAny('.', 'e', 'E');
}
