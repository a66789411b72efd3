using System.Net.Http.Json;
using System.Text.Json;
using DepGraph.GraphApi.Hosting;
using DepGraph.Ingestion.Hosting;
using DepGraph.Ingestion.Registry;
using DepGraph.Storage;
using DepGraph.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>The service within the test's process, on a free loopback port, with a store of its own.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TemporaryFolder folder;

    private ApiServer(WebApplication app, TemporaryFolder folder)
    {
        this.app = app;
        this.folder = folder;
        var address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="registry">Where packages come from; null for an empty one.</param>
    /// <param name="settings">More arguments, such as <c>--Api:MaxBodyBytes=2048</c>.</param>
    public static Task<ApiServer> StartAsync(FakeRegistry? registry = null, params string[] settings) =>
        StartAsync(registry ?? new FakeRegistry(), _ => { }, settings);

    /// <param name="registry">Where packages come from.</param>
    /// <param name="configure">Changes to the services.</param>
    /// <param name="settings">More arguments.</param>
    public static async Task<ApiServer> StartAsync(
        FakeRegistry registry,
        Action<IServiceCollection> configure,
        params string[] settings
    )
    {
        var folder = new TemporaryFolder();
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0",
            $"--Store:Uri=sqlite:{folder.File("graph.db")}",
            "--Registry:Url=http://127.0.0.1:9/",
            "--Logging:LogLevel:Default=None",
            // A busy machine must not make an answer partial: what is to be late is held.
            "--Ingestion:WaitSeconds=240",
            "--Ingestion:MaxWaitSeconds=240",
            "--Streaming:InitSeconds=240",
            .. settings,
        ];
        var app = ApiHost.Build(
            arguments,
            builder =>
            {
                builder.Services.AddSingleton<IRegistryClient>(registry);
                configure(builder.Services);
            }
        );
        try
        {
            await HostStart.RunAsync(app);
        }
        catch
        {
            await app.DisposeAsync();
            folder.Dispose();
            throw;
        }

        return new ApiServer(app, folder);
    }

    /// <summary>Posts an operation and gives the response's JSON.</summary>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = JsonContent.Create(new { query, variables }),
        };
        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        using var response = await Http.SendAsync(request);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until packages that were answered from are in the store.</summary>
    public async Task StoredAsync(params string[] names)
    {
        var store = Services.GetRequiredService<IHeadStore>();
        while ((await store.LoadAsync(names)).Contains(null))
        {
            await Task.Delay(20);
        }
    }

    /// <summary>The data of an operation that must have no errors.</summary>
    public async Task<JsonElement> DataAsync(string query, object? variables = null)
    {
        var response = await QueryAsync(query, variables);
        response.TryGetProperty("errors", out _).ShouldBeFalse(response.ToString());
        return response.GetProperty("data");
    }

    /// <summary>The only error of an operation.</summary>
    public async Task<JsonElement> ErrorAsync(string query, object? variables = null, string? prefer = null)
    {
        var response = await QueryAsync(query, variables, prefer);
        response.TryGetProperty("errors", out var errors).ShouldBeTrue(response.ToString());
        errors.GetArrayLength().ShouldBe(1, response.ToString());
        return errors[0];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}
