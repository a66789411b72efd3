using System.Text.Json;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphApi.Scalars;

/// <summary>One whose inputs, literals as well as variables, are a text of one kind of token.</summary>
/// <typeparam name="T">What resolvers give.</typeparam>
internal abstract class TextScalar<T>(string name) : ApiScalar<T>(name)
    where T : notnull
{
    public sealed override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    ) => TryCoerce(TextOf(literal), out value, out error);

    public sealed override bool TryCoerceInput(JsonElement json, out object? value, out string? error) =>
        TryCoerce(TextOf(json), out value, out error);

    /// <summary>The literal's text; null when it is of another kind.</summary>
    protected virtual string? TextOf(ValueNode literal) => (literal as StringValueNode)?.Value;

    /// <summary>The JSON value's text; null when it is of another kind.</summary>
    protected virtual string? TextOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    /// <summary>What the text stands for; null when it is none.</summary>
    protected abstract object? Parse(string text);

    /// <summary>The error for what is none of these.</summary>
    /// <param name="text">Null: a value of another kind.</param>
    protected abstract string Refuse(string? text);

    private bool TryCoerce(string? text, out object? value, out string? error)
    {
        value = text is null ? null : Parse(text);
        error = value is null ? Refuse(text) : null;
        return value is not null;
    }
}
