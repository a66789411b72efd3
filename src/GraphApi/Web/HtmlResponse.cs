namespace DepGraph.GraphApi.Web;

/// <summary>Pages, kept out of other sites' frames.</summary>
internal static class HtmlResponse
{
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> page)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(page, context.RequestAborted);
        }
    }
}
