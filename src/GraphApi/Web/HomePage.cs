using DepGraph.GraphApi.Http;

namespace DepGraph.GraphApi.Web;

/// <summary>GET /: what this is, and where to go.</summary>
internal sealed class HomePage
{
    private readonly ReadOnlyMemory<byte> page = EmbeddedFile.Read("home.html");

    public Task HandleAsync(HttpContext context) =>
        PlainResponse.RequireRead(context) ? HtmlResponse.WriteAsync(context, page) : Task.CompletedTask;
}
