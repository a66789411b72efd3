using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace DepGraph.GraphApi.Http;

/// <summary>Content negotiation. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1</summary>
internal static class AcceptHeader
{
    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";
    private const string GraphQLResponse = "application/graphql-response+json";

    /// <summary>
    /// The media type that the client likes best, in its own order where it likes several equally. Without a preference it is
    /// <c>application/json</c>. <see cref="ResponseMediaType.Html"/> only where it is offered and named by itself.
    /// </summary>
    public static ResponseMediaType Negotiate(StringValues header, bool offerHtml = false)
    {
        if (StringValues.IsNullOrEmpty(header) || header is [Json or "*/*"])
        {
            return ResponseMediaType.Json;
        }

        if (header is [GraphQLResponse])
        {
            return ResponseMediaType.GraphQLResponse;
        }

        var best = ResponseMediaType.None;
        var bestQuality = 0.0;
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var (type, quality) = Read(line.AsSpan(range), offerHtml);
                if (type != ResponseMediaType.None && quality > bestQuality)
                {
                    (best, bestQuality) = (type, quality);
                }
            }
        }

        return best;
    }

    /// <summary>Whether the client takes event streams too, however it likes other types.</summary>
    public static bool TakesEventStream(StringValues header)
    {
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                if (Read(line.AsSpan(range), offerHtml: false) is (ResponseMediaType.EventStream, > 0))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static (ResponseMediaType Type, double Quality) Read(ReadOnlySpan<char> item, bool offerHtml)
    {
        var quality = 1.0;
        var end = item.IndexOf(';');
        var name = (end < 0 ? item : item[..end]).Trim(" \t");
        while (end >= 0)
        {
            item = item[(end + 1)..];
            end = item.IndexOf(';');
            var parameter = (end < 0 ? item : item[..end]).Trim(" \t");
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                _ = double.TryParse(
                    parameter[2..],
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out quality
                );
            }
            else if (
                parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)
                && !parameter[8..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            )
            {
                return (ResponseMediaType.None, 0);
            }
        }

        return (TypeOf(name, offerHtml), quality);
    }

    private static ResponseMediaType TypeOf(ReadOnlySpan<char> name, bool offerHtml) =>
        name.Equals(GraphQLResponse, StringComparison.OrdinalIgnoreCase) ? ResponseMediaType.GraphQLResponse
        : name.Equals(Json, StringComparison.OrdinalIgnoreCase) ? ResponseMediaType.Json
        : name.Equals(EventStream, StringComparison.OrdinalIgnoreCase) ? ResponseMediaType.EventStream
        : name is "*/*" || name.Equals("application/*", StringComparison.OrdinalIgnoreCase) ? ResponseMediaType.Json
        : offerHtml && name.Equals("text/html", StringComparison.OrdinalIgnoreCase) ? ResponseMediaType.Html
        : ResponseMediaType.None;
}
