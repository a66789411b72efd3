using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Types.Scalars;

/// <summary>True or false, as <see cref="bool"/>. https://spec.graphql.org/September2025/#sec-Boolean</summary>
internal sealed class BooleanScalar()
    : BuiltInScalar("Boolean", "The `Boolean` scalar type represents `true` or `false`."),
        IScalarWriter<bool>
{
    private const string NotBoolean = "Boolean cannot represent a non boolean value";

    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    ) =>
        literal is BooleanValueNode boolean
            ? Accept(boolean.Value, out value, out error)
            : Refuse(NotBoolean, Show(literal), out value, out error);

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error) =>
        json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? Accept(json.GetBoolean(), out value, out error)
            : Refuse(NotBoolean, Show(json), out value, out error);

    public override bool TryWrite(ResponseWriter writer, object value, out string? error) =>
        value is bool boolean ? TryWrite(writer, boolean, out error) : Fails($"{NotBoolean}: {Show(value)}", out error);

    public bool TryWrite(ResponseWriter writer, bool value, out string? error)
    {
        writer.WriteBoolean(value);
        error = null;
        return true;
    }
}
