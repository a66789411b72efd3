namespace DepGraph.GraphApi.Http;

/// <summary>
/// What a body may be: JSON in UTF-8. A form, plain text, or nothing at all is refused, which also keeps pages of other
/// origins from posting without a preflight (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
/// </summary>
internal static class RequestContentType
{
    private const string Json = "application/json";

    public static bool IsJson(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(Json, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = contentType.AsSpan(Json.Length).TrimStart(" \t");
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] != ';')
        {
            return false;
        }

        foreach (var range in rest.Split(';'))
        {
            var parameter = rest[range].Trim(" \t");
            if (
                parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)
                && !parameter["charset=".Length..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            )
            {
                return false;
            }
        }

        return true;
    }
}
