using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphApi.Scalars;

/// <summary>RFC 3339 in UTC with milliseconds. https://scalars.graphql.org/andimarek/date-time.html</summary>
internal sealed class DateTimeScalar() : ScalarType("DateTime"), IScalarWriter<DateTimeOffset>
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
        if (value is DateTimeOffset moment)
        {
            return TryWrite(writer, moment, out error);
        }

        error = $"DateTime cannot represent a {value.GetType().Name}.";
        return false;
    }

    public bool TryWrite(ResponseWriter writer, DateTimeOffset value, out string? error)
    {
        Span<char> text = stackalloc char[32];
        _ = value.UtcDateTime.TryFormat(
            text,
            out var length,
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture
        );
        writer.WriteString(text[..length]);
        error = null;
        return true;
    }

    private static bool TryParse(string? text, out object? value, out string? error)
    {
        // RFC 3339 wants the offset; without one the parser would take the machine's own.
        var hasOffset = text is { Length: >= 20 } && (text[^1] is 'Z' or 'z' || text.AsSpan(19).ContainsAny('+', '-'));
        if (
            hasOffset
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
        )
        {
            (value, error) = (moment, null);
            return true;
        }

        (value, error) = (null, $"DateTime cannot represent {text ?? "a value that is no string"}.");
        return false;
    }
}
