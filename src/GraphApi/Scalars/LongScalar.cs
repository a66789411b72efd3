using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphApi.Scalars;

/// <summary>A whole number of 64 bits.</summary>
internal sealed class LongScalar() : TextScalar<long>("Long")
{
    protected override void Write(ResponseWriter writer, long value) => writer.WriteInt64(value);

    protected override string? TextOf(ValueNode literal) => (literal as IntValueNode)?.Text;

    protected override string? TextOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number ? json.GetRawText() : null;

    protected override object? Parse(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    protected override string Refuse(string? text) =>
        $"Long cannot represent {text ?? "a value that is no whole number"}.";
}
