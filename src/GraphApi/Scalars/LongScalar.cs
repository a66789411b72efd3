using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphApi.Scalars;

/// <summary>A whole number of 64 bits.</summary>
internal sealed class LongScalar() : ScalarType("Long"), IScalarWriter<long>
{
    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    ) => TryParse((literal as IntValueNode)?.Text, out value, out error);

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error) =>
        TryParse(json.ValueKind == JsonValueKind.Number ? json.GetRawText() : null, out value, out error);

    public override bool TryWrite(ResponseWriter writer, object value, out string? error)
    {
        if (value is long number)
        {
            return TryWrite(writer, number, out error);
        }

        error = $"Long cannot represent a {value.GetType().Name}.";
        return false;
    }

    public bool TryWrite(ResponseWriter writer, long value, out string? error)
    {
        writer.WriteInt64(value);
        error = null;
        return true;
    }

    private static bool TryParse(string? text, out object? value, out string? error)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            (value, error) = (number, null);
            return true;
        }

        (value, error) = (null, $"Long cannot represent {text ?? "a value that is no whole number"}.");
        return false;
    }
}
