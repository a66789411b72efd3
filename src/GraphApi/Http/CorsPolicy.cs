using System.Buffers;
using DepGraph.GraphApi.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace DepGraph.GraphApi.Http;

/// <summary>
/// Which web pages may use the API: those served from this machine, for development, and the origins of
/// <see cref="ApiOptions.AllowedOrigins"/>. https://fetch.spec.whatwg.org/#http-cors-protocol
/// </summary>
internal sealed class CorsPolicy(IOptions<ApiOptions> options)
{
    private readonly HashSet<string> allowed = new(options.Value.AllowedOrigins, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the headers that the origin is due; answers a preflight itself, and refuses what foreign pages send.</summary>
    /// <returns>Whether the request still wants an answer.</returns>
    public bool Allow(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        var isAllowed = origin is [{ } single] && IsAllowed(single);
        if (!isAllowed && IsSentByForeignPage(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.BodyWriter.Write(
                "A page of another site sent this request. Its origin may be allowed with Api:AllowedOrigins.\n"u8
            );
            return false;
        }

        if (StringValues.IsNullOrEmpty(origin))
        {
            return true;
        }

        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (isAllowed)
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = "Preference-Applied, Retry-After, X-Request-Id";
        }

        if (
            !HttpMethods.IsOptions(context.Request.Method)
            || !context.Request.Headers.ContainsKey("Access-Control-Request-Method")
        )
        {
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (isAllowed)
        {
            headers.AccessControlAllowMethods = "GET, POST";
            headers.AccessControlAllowHeaders =
                "Accept, Authorization, Content-Type, GraphQL-Cost, Prefer, X-Request-Id";
            headers.AccessControlMaxAge = "7200";
            if (context.Request.Headers.ContainsKey("Access-Control-Request-Private-Network"))
            {
                headers["Access-Control-Allow-Private-Network"] = "true";
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the page that sends a request may use the API although it needs no permission to send it. Its own pages may, and
    /// so may programs that are no page.
    /// </summary>
    public bool IsAllowed(HttpRequest request) =>
        request.Headers.Origin switch
        {
            [] => true,
            [{ } origin] => IsAllowed(origin)
                || (
                    Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                    && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                ),
            _ => false,
        };

    /// <summary>
    /// Whether a browser says that a page of another site sent it, be it by a script, a picture or a frame, where no preflight
    /// asks first. A link that somebody follows is none. https://www.w3.org/TR/fetch-metadata/
    /// </summary>
    private static bool IsSentByForeignPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] == "cross-site"
        && !HttpMethods.IsOptions(request.Method)
        && !(
            HttpMethods.IsGet(request.Method)
            && request.Headers["Sec-Fetch-Mode"] == "navigate"
            && request.Headers["Sec-Fetch-Dest"] == "document"
        );

    private bool IsAllowed(string origin) => allowed.Contains(origin) || allowed.Contains("*") || IsThisMachine(origin);

    private static bool IsThisMachine(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Host is "localhost" or "127.0.0.1" or "[::1]";
}
