using System.Globalization;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphApi.Scalars;

/// <summary>RFC 3339 in UTC with milliseconds. https://scalars.graphql.org/andimarek/date-time.html</summary>
internal sealed class DateTimeScalar() : TextScalar<DateTimeOffset>("DateTime")
{
    protected override void Write(ResponseWriter writer, DateTimeOffset value)
    {
        Span<char> text = stackalloc char[32];
        _ = value.UtcDateTime.TryFormat(
            text,
            out var length,
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture
        );
        writer.WriteString(text[..length]);
    }

    protected override object? Parse(string text)
    {
        // RFC 3339 wants the offset; without one the parser would take the machine's own.
        var hasOffset = text.Length >= 20 && (text[^1] is 'Z' or 'z' || text.AsSpan(19).ContainsAny('+', '-'));
        return
            hasOffset
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment
            : null;
    }

    protected override string Refuse(string? text) =>
        $"DateTime cannot represent {text ?? "a value that is no string"}.";
}
