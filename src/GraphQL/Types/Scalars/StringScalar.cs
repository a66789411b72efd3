using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Types.Scalars;

/// <summary>Text, as <see cref="string"/>. https://spec.graphql.org/September2025/#sec-String</summary>
internal sealed class StringScalar()
    : BuiltInScalar("String", "The `String` scalar type represents textual data, a sequence of Unicode characters."),
        IScalarWriter<string>
{
    private const string NotString = "String cannot represent a non string value";

    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    ) =>
        literal is StringValueNode text
            ? Accept(text.Value, out value, out error)
            : Refuse(NotString, Show(literal), out value, out error);

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error) =>
        json.ValueKind != JsonValueKind.String ? Refuse(NotString, Show(json), out value, out error)
        : TryGetText(json, out var text) ? Accept(text, out value, out error)
        : Refuse("String cannot represent a lone surrogate", Show(json), out value, out error);

    public override bool TryWrite(ResponseWriter writer, object value, out string? error) =>
        value is string text
            ? TryWrite(writer, text, out error)
            : Fails($"String cannot represent value: {Show(value)}", out error);

    public bool TryWrite(ResponseWriter writer, string value, out string? error)
    {
        writer.WriteString(value);
        error = null;
        return true;
    }

    /// <summary>JSON escapes may hold half a surrogate pair, which is no text.</summary>
    internal static bool TryGetText(JsonElement json, out string text)
    {
        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }
}
