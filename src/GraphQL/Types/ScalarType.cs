using System.Text.Json;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types;

/// <summary>
/// A leaf with rules of its own. Coercion returns false, with a message that names the value, for what the scalar refuses.
/// https://spec.graphql.org/September2025/#sec-Scalars
/// </summary>
public abstract class ScalarType(string name) : NamedType(name)
{
    public string? SpecifiedBy { get; internal set; }

    /// <summary>From a literal in a document; variables inside a literal (JSON-like scalars) come from <paramref name="variables"/>.</summary>
    public abstract bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    );

    /// <summary>From a JSON value of the request's variables.</summary>
    public abstract bool TryCoerceInput(JsonElement json, out object? value, out string? error);

    /// <summary>Writes a resolver's value as the response's JSON; false, with nothing written, when the value does not fit.</summary>
    public abstract bool TryWrite(Utf8JsonWriter writer, object value, out string? error);
}
