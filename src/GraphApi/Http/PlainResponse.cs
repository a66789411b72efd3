namespace DepGraph.GraphApi.Http;

/// <summary>Short answers in plain text.</summary>
internal static class PlainResponse
{
    public static Task WriteAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{text}\n", context.RequestAborted);
    }

    /// <summary>Answers that no more connections are kept open for events.</summary>
    public static Task WriteBusyAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return WriteAsync(
            context,
            StatusCodes.Status503ServiceUnavailable,
            "Too many WebSockets and event streams are open (Streaming:MaxConnections); try again later."
        );
    }

    /// <summary>Answers 405 unless the request only reads.</summary>
    /// <returns>Whether it does.</returns>
    public static bool RequireRead(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        return false;
    }
}
