using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DepGraph.EndToEnd.Peers;

/// <summary>A registry on loopback that answers each name as it is told: a document, a fault, or nothing for as long as a test holds it.</summary>
public sealed class ScriptedRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestDelegate> scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RegistryRequest> requests = new();
    private readonly ConcurrentQueue<string> notModified = new();
    private readonly WebApplication app;
    private RequestDelegate otherwise = NotFound;

    private ScriptedRegistry(ClosedPort port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port.Number);
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.Configure<SocketTransportOptions>(sockets =>
            sockets.CreateBoundListenSocket = _ => port.Open()
        );
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.Zero
        );
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>Its base address, ending in a slash.</summary>
    public Uri Address => new($"{app.Urls.Single().TrimEnd('/')}/");

    /// <summary>What it was asked so far, in order.</summary>
    public IReadOnlyList<RegistryRequest> Requests => [.. requests];

    /// <param name="port">Where it listens from now on; null: on a port of its own.</param>
    public static async Task<ScriptedRegistry> StartAsync(ClosedPort? port = null)
    {
        var registry = new ScriptedRegistry(port ?? new ClosedPort());
        await registry.app.StartAsync();
        return registry;
    }

    /// <summary>Answers a package's name in this way from now on; names without a script are answered 404.</summary>
    public void On(string name, RequestDelegate script) => scripts[name] = script;

    /// <summary>Answers all names without a script in this way from now on.</summary>
    public void OnOthers(RequestDelegate script) => otherwise = script;

    /// <summary>Serves a document, with an ETag and 304s.</summary>
    public void Publish(string name, string document) => On(name, Document(document));

    /// <summary>The script that serves a document, with an ETag and 304s.</summary>
    public static RequestDelegate Document(string document)
    {
        var body = Encoding.UTF8.GetBytes(document);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"";
        return context =>
        {
            context.Response.Headers.ETag = tag;
            context.Response.ContentType = "application/json";
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            return context.Response.Body.WriteAsync(body).AsTask();
        };
    }

    /// <summary>Keeps requests for this name without an answer until the hold is released; then the former script goes on.</summary>
    public Hold Hold(string name)
    {
        var hold = new Hold();
        var script = scripts.GetValueOrDefault(name, otherwise);
        On(
            name,
            async context =>
            {
                hold.Reached();
                await hold.Released.WaitAsync(context.RequestAborted);
                await script(context);
            }
        );
        return hold;
    }

    /// <summary>How often a name was asked for.</summary>
    public int CountOf(string name) => Requests.Count(request => request.Name == name);

    /// <summary>How often a name was answered with 304.</summary>
    public int CountOfNotModified(string name) => notModified.Count(answered => answered == name);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var name = Uri.UnescapeDataString(context.Request.Path.Value!.TrimStart('/'));
        var headers = context.Request.Headers;
        requests.Enqueue(new RegistryRequest(name, headers.Authorization, headers.IfNoneMatch));
        try
        {
            await scripts.GetValueOrDefault(name, otherwise)(context);
            if (context.Response.StatusCode == StatusCodes.Status304NotModified)
            {
                notModified.Enqueue(name);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    }
}
