using System.IO.Compression;
using System.Text;
using DepGraph.EndToEnd.Peers;
using Microsoft.AspNetCore.Http;

namespace DepGraph.EndToEnd.Faults;

/// <summary>Ways in which a registry can fail one document.</summary>
public static class BrokenAnswer
{
    /// <summary>Ways in which nothing comes, or nothing more, by name.</summary>
    public static IReadOnlyDictionary<string, Func<string, RequestDelegate>> Silent { get; } =
        new Dictionary<string, Func<string, RequestDelegate>>
        {
            ["before the headers"] = _ => Silence,
            ["in the middle of the body"] = SilenceInBody,
        };

    /// <summary>Every other way by name, with the code that a client reads.</summary>
    public static IReadOnlyDictionary<string, (string Code, Func<string, RequestDelegate> Script)> All { get; } =
        new Dictionary<string, (string, Func<string, RequestDelegate>)>
        {
            ["a reset before the headers"] = ("REGISTRY_UNAVAILABLE", _ => Reset),
            ["a reset in the middle of the body"] = ("REGISTRY_UNAVAILABLE", ResetInBody),
            ["500"] = ("REGISTRY_UNAVAILABLE", _ => Status(500)),
            ["503"] = ("REGISTRY_UNAVAILABLE", _ => Status(503)),
            ["401"] = ("REGISTRY_UNAUTHORIZED", _ => Status(401)),
            ["403"] = ("REGISTRY_UNAUTHORIZED", _ => Status(403)),
            ["400"] = ("REGISTRY_REJECTED", _ => Status(400)),
            ["418"] = ("REGISTRY_REJECTED", _ => Status(418)),
            ["a circle of redirects"] = ("REGISTRY_REJECTED", name => Redirect($"/{name}")),
            ["a redirect to a file"] = ("REGISTRY_REJECTED", _ => Redirect("file:///etc/passwd")),
            ["an empty body"] = ("PACKUMENT_MALFORMED", _ => Body("")),
            ["a page of HTML"] = ("PACKUMENT_MALFORMED", _ => Body("<!doctype html><title>Log in</title>")),
            ["an array"] = ("PACKUMENT_MALFORMED", _ => Body("[]")),
            ["null"] = ("PACKUMENT_MALFORMED", _ => Body("null")),
            ["a document that stops half-way"] = ("PACKUMENT_MALFORMED", name => Body(Packument.Of(name)[..^20])),
            ["two documents"] = ("PACKUMENT_MALFORMED", name => Body(Packument.Of(name) + Packument.Of(name))),
            ["versions that are a number"] = (
                "PACKUMENT_MALFORMED",
                name => Body($$"""{"name":"{{name}}","versions":5}""")
            ),
            ["nesting without an end"] = (
                "PACKUMENT_MALFORMED",
                name => Body($$"""{"name":"{{name}}","x":{{new string('[', 100_000)}}""")
            ),
            ["bytes that are no UTF-8"] = (
                "PACKUMENT_MALFORMED",
                _ => Bytes([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])
            ),
            ["broken compression"] = ("PACKUMENT_MALFORMED", BrokenGzip),
            ["another package's document"] = ("PACKUMENT_MALFORMED", _ => Body(Packument.Of("somebody-else"))),
        };

    private static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static RequestDelegate ResetInBody(string name) =>
        async context =>
        {
            await HalfAsync(context, name);
            context.Abort();
        };

    private static Task Silence(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);

    private static RequestDelegate SilenceInBody(string name) =>
        async context =>
        {
            await HalfAsync(context, name);
            await Silence(context);
        };

    private static async Task HalfAsync(HttpContext context, string name)
    {
        var document = Encoding.UTF8.GetBytes(Packument.Of(name));
        context.Response.ContentLength = document.Length;
        await context.Response.Body.WriteAsync(document.AsMemory(0, document.Length / 2));
        await context.Response.Body.FlushAsync();
    }

    private static RequestDelegate Status(int status) =>
        context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("""{"error":"no"}""");
        };

    private static RequestDelegate Redirect(string location) =>
        context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

    private static RequestDelegate Body(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    private static RequestDelegate Bytes(byte[] content) =>
        context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync(content).AsTask();
        };

    private static RequestDelegate BrokenGzip(string name)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Packument.Of(name)));
        }

        var content = memory.ToArray();
        content.AsSpan(content.Length / 3, 16).Fill(0xff);
        return context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return Bytes(content)(context);
        };
    }
}
