using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace DepGraph.GraphApi.Http;

/// <summary>The id that logs, and the response's X-Request-Id, name a request by.</summary>
internal static class RequestId
{
    public const string HeaderName = "X-Request-Id";

    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:"
    );

    /// <summary>
    /// Takes the client's id where it sent a usable one, and puts it on the response; without one the server's own stands in the
    /// logs, and answers stay free of it.
    /// </summary>
    public static void Apply(HttpContext context)
    {
        if (
            context.Request.Headers.TryGetValue(HeaderName, out StringValues sent)
            && sent is [{ Length: > 0 and <= MaxLength } id]
            && !id.AsSpan().ContainsAnyExcept(Allowed)
        )
        {
            context.TraceIdentifier = id;
            context.Response.Headers[HeaderName] = id;
        }
    }
}
