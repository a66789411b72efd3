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

    /// <summary>Adds the headers that the origin is due; answers a preflight itself.</summary>
    /// <returns>Whether the request still wants an answer: false after a preflight.</returns>
    public bool Allow(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        if (StringValues.IsNullOrEmpty(origin))
        {
            return true;
        }

        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        var isAllowed = origin is [{ } single] && IsAllowed(single);
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
            headers.AccessControlAllowHeaders = "Accept, Authorization, Content-Type, Prefer, X-Request-Id";
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

    private bool IsAllowed(string origin) => allowed.Contains(origin) || allowed.Contains("*") || IsThisMachine(origin);

    private static bool IsThisMachine(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Host is "localhost" or "127.0.0.1" or "[::1]";
}
