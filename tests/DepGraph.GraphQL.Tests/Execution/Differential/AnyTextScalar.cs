using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>Takes everything, as the text that it was written as.</summary>
internal sealed class AnyTextScalar() : ScalarType("Any")
{
    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    )
    {
        (value, error) = (Printer.Print(literal), null);
        return true;
    }

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error)
    {
        (value, error) = (json.GetRawText(), null);
        return true;
    }

    public override bool TryWrite(ResponseWriter writer, object value, out string? error)
    {
        error = value is string ? null : "Not a text.";
        if (value is string text)
        {
            writer.WriteString(text);
        }

        return error is null;
    }
}
