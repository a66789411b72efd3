using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;
using DepGraph.Npm.Specs;

namespace DepGraph.GraphApi.Scalars;

/// <summary>Package URLs: read into <see cref="PackageUrl"/>, written from their text.</summary>
internal sealed class PurlScalar() : ScalarType("PURL"), IScalarWriter<string>
{
    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    ) => TryParse((literal as StringValueNode)?.Value, out value, out error);

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error) =>
        TryParse(json.ValueKind == JsonValueKind.String ? json.GetString() : null, out value, out error);

    public override bool TryWrite(ResponseWriter writer, object value, out string? error)
    {
        if (value is string text)
        {
            return TryWrite(writer, text, out error);
        }

        error = $"PURL cannot represent a {value.GetType().Name}.";
        return false;
    }

    public bool TryWrite(ResponseWriter writer, string value, out string? error)
    {
        writer.WriteString(value);
        error = null;
        return true;
    }

    private static bool TryParse(string? text, out object? value, out string? error)
    {
        if (text is not null && PackageUrl.TryParse(text, out var url))
        {
            (value, error) = (url.Value, null);
            return true;
        }

        (value, error) = (
            null,
            $"PURL cannot represent {text ?? "a value that is no string"}; it is like pkg:npm/express@4.18.2."
        );
        return false;
    }
}
