using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Types;

/// <summary>A scalar that takes everything as it is.</summary>
internal class AnyScalar(string name) : ScalarType(name)
{
    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    )
    {
        (value, error) = (literal, null);
        return true;
    }

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error)
    {
        (value, error) = (json, null);
        return true;
    }

    public override bool TryWrite(ResponseWriter writer, object value, out string? error)
    {
        writer.WriteString(value.ToString()!);
        error = null;
        return true;
    }
}
