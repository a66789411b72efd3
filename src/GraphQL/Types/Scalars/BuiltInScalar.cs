using System.Text.Json;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Scalars;

/// <summary>What the five scalars of the specification have in common. https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars</summary>
internal abstract class BuiltInScalar : ScalarType
{
    private const int LongestQuote = 80;

    protected BuiltInScalar(string name, string description)
        : base(name)
    {
        Description = description;
    }

    /// <summary>One new instance of each: scalars belong to the schema that they are in.</summary>
    public static IReadOnlyList<ScalarType> CreateAll() =>
        [new IntScalar(), new FloatScalar(), new StringScalar(), new BooleanScalar(), new IdScalar()];

    protected static bool Accept(object coerced, out object? value, out string? error)
    {
        value = coerced;
        error = null;
        return true;
    }

    protected static bool Refuse(string problem, string found, out object? value, out string? error)
    {
        value = null;
        error = $"{problem}: {(found.Length > LongestQuote ? found[..LongestQuote] + "…" : found)}";
        return false;
    }

    protected static bool Fails(string message, out string? error)
    {
        error = message;
        return false;
    }

    protected static string Show(ValueNode literal) => Printer.Print(literal);

    protected static string Show(JsonElement json) => json.GetRawText();

    protected static string Show(object value) => value as string ?? value.GetType().Name;
}
