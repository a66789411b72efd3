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
