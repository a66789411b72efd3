using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Types;

/// <summary>
/// A leaf with rules of its own; an instance belongs to one schema, which gives it the SDL's description and directives.
/// Coercion returns false, with a message that names the value, for what the scalar refuses.
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

    /// <summary>
    /// Writes a resolver's value as the response's JSON; false, with nothing written, when the value does not fit. Taken only
    /// for CLR types that the scalar has no <see cref="IScalarWriter{T}"/> for.
    /// </summary>
    public abstract bool TryWrite(ResponseWriter writer, object value, out string? error);
}

/// <summary>
/// Implemented by a scalar for each CLR type that its resolvers give, so that values of it are written without boxing.
/// A field whose resolver gives a CLR type without one goes through <see cref="ScalarType.TryWrite"/>.
/// </summary>
public interface IScalarWriter<in T>
{
    /// <inheritdoc cref="ScalarType.TryWrite"/>
    bool TryWrite(ResponseWriter writer, T value, out string? error);
}
