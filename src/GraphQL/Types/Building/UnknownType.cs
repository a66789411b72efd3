using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>Stands for a type that the SDL names but does not define, so that one such fault is reported once and not again by its followers.</summary>
internal sealed class UnknownType(string name) : ScalarType(name)
{
    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    )
    {
        (value, error) = (null, null);
        return true;
    }

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error)
    {
        (value, error) = (null, null);
        return true;
    }

    public override bool TryWrite(ResponseWriter writer, object value, out string? error)
    {
        error = null;
        return false;
    }
}
