using DepGraph.GraphApi.Http;

namespace DepGraph.GraphApi.Web;

/// <summary>
/// GraphiQL, as the build bundled it: its page for a browser at /graphql, its other files at <see cref="PathPrefix"/>. A build
/// without Node.js has none of it; then the page says how to get it.
/// </summary>
internal sealed class IdeFiles
{
    public const string PathPrefix = "/ide";

    /// <summary>Where the bundler puts files whose names hold a hash of their content.</summary>
    private const string HashedFolder = "/assets";

    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Revalidate = "no-cache";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".ttf"] = "font/ttf",
        [".woff"] = "font/woff",
        [".woff2"] = "font/woff2",
    };

    private readonly Dictionary<string, FileInfo> files = new(StringComparer.Ordinal);
    private readonly ReadOnlyMemory<byte> page;

    public IdeFiles()
        : this(Path.Combine(AppContext.BaseDirectory, "ide")) { }

    /// <param name="folder">Where the bundle lies, if there is one.</param>
    public IdeFiles(string folder)
    {
        var index = Path.Combine(folder, "index.html");
        if (!File.Exists(index))
        {
            page = EmbeddedFile.Read("no-ide.html");
            return;
        }

        page = File.ReadAllBytes(index);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            files[$"/{Path.GetRelativePath(folder, file.FullName).Replace('\\', '/')}"] = file;
        }
    }

    /// <summary>The IDE's page, or the one that stands in for it.</summary>
    public Task WritePageAsync(HttpContext context) => HtmlResponse.WriteAsync(context, page);

    /// <summary>GET /ide/…: a file of the bundle.</summary>
    public Task HandleAsync(HttpContext context, PathString path)
    {
        if (!PlainResponse.RequireRead(context))
        {
            return Task.CompletedTask;
        }

        if (
            !files.TryGetValue(path.Value ?? "", out var file)
            || !ContentTypes.TryGetValue(file.Extension, out var contentType)
        )
        {
            return PlainResponse.WriteAsync(context, StatusCodes.Status404NotFound, "The IDE has no such file.");
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = file.Length;
        context.Response.Headers.CacheControl = path.StartsWithSegments(HashedFolder, StringComparison.Ordinal)
            ? Immutable
            : Revalidate;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.SendFileAsync(file.FullName, context.RequestAborted);
    }
}
