using System.Net.WebSockets;
using DepGraph.GraphApi.Http.Streaming;
using DepGraph.GraphApi.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DepGraph.GraphApi.Tests.Http.Streaming;

public sealed class WebSocketTests
{
    private readonly FakeRegistry _registry = new();
    private readonly TickingSchema _schema = new();

    [Fact]
    public async Task The_progress_of_an_ingestion_comes_to_its_end()
    {
        _registry.Publish("a", ("1.0.0", ["b@^1"])).Publish("b", ("1.0.0", []));
        _registry.Hold("b");
        await using var server = await ApiServer.StartAsync(_registry);
        var begun = await server.DataAsync("""mutation { ingest(input: { spec: "a" }) { ingestion { id } } }""");
        var id = begun.GetProperty("ingest").GetProperty("ingestion").GetProperty("id").GetString();
        using var client = await SocketClient.ConnectAsync(server);

        await client.SubscribeAsync(
            "p",
            "subscription ($id: ID!) { ingestionProgress(id: $id) { id state packagesFetched } }",
            new { id }
        );
        var first = await client.ReceiveAsync();
        _registry.Release("b");
        var (last, messages) = (first!.Value, 1);
        while (await client.ReceiveAsync() is { } message && message.GetProperty("type").GetString() == "next")
        {
            (last, messages) = (message, messages + 1);
        }

        var progress = last.GetProperty("payload").GetProperty("data").GetProperty("ingestionProgress");
        progress.GetProperty("id").GetString().ShouldBe(id);
        progress.GetProperty("state").GetString().ShouldBe("COMPLETE");
        progress.GetProperty("packagesFetched").GetInt32().ShouldBe(2);
        messages.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task An_unknown_ingestion_is_an_error_and_no_stream()
    {
        await using var server = await ApiServer.StartAsync(_registry);
        using var client = await SocketClient.ConnectAsync(server);

        await client.SubscribeAsync("p", "subscription { ingestionProgress(id: \"bm9uZQ\") { state } }");

        var message = (await client.ReceiveAsync())!.Value;
        message.GetProperty("type").GetString().ShouldBe("error");
        message
            .GetProperty("payload")[0]
            .GetProperty("extensions")
            .GetProperty("code")
            .GetString()
            .ShouldBe("INGESTION_NOT_FOUND");
    }

    [Fact]
    public async Task A_version_that_is_published_reaches_who_asked_for_its_package_with_what_it_needs()
    {
        _registry.Publish("a", ("1.0.0", [])).Publish("b", ("1.0.0", []));
        await using var server = await ApiServer.StartAsync(_registry);
        await server.DataAsync("""{ packages(names: ["a", "b"]) { name } }""");
        await server.StoredAsync("a", "b");
        using var client = await SocketClient.ConnectAsync(server);
        await client.SubscribeAsync(
            "v",
            """
            subscription {
              versionPublished(names: ["a"]) {
                version package { name latest { version } } dependencies { name target { version } }
              }
            }
            """
        );
        await AnswerAsync(client);

        _registry.Publish("b", ("1.0.0", []), ("1.1.0", [])).Publish("a", ("1.0.0", []), ("2.0.0", ["b@^1"]));
        await server.DataAsync("""mutation { refresh(input: { name: "b" }) { errors { __typename } } }""");
        await server.DataAsync("""mutation { refresh(input: { name: "a" }) { errors { __typename } } }""");

        var message = (await client.ReceiveAsync())!.Value;
        message.GetProperty("type").GetString().ShouldBe("next", message.ToString());
        var version = message.GetProperty("payload").GetProperty("data").GetProperty("versionPublished");
        version.GetProperty("version").GetString().ShouldBe("2.0.0");
        version.GetProperty("package").GetProperty("latest").GetProperty("version").GetString().ShouldBe("2.0.0");
        version.GetProperty("dependencies")[0].GetProperty("name").GetString().ShouldBe("b");
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("https://ide.example", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData(null, true)]
    public async Task Pages_of_other_origins_open_no_socket(string? origin, bool isAllowed)
    {
        await using var server = await StartAsync("--Api:AllowedOrigins:0=https://ide.example");

        if (isAllowed)
        {
            using var client = await SocketClient.OpenAsync(server, origin);
        }
        else
        {
            (await Should.ThrowAsync<WebSocketException>(SocketClient.OpenAsync(server, origin))).Message.ShouldContain(
                "403"
            );
        }
    }

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData(null)]
    public async Task Another_sub_protocol_is_refused(string? protocol)
    {
        await using var server = await StartAsync();

        var refusal = await Should.ThrowAsync<WebSocketException>(SocketClient.OpenAsync(server, null, protocol));

        refusal.Message.ShouldContain("400");
    }

    [Fact]
    public async Task More_operations_than_allowed_get_an_error_and_the_others_go_on()
    {
        await using var server = await StartAsync("--Streaming:MaxOperationsPerSocket=2");
        using var client = await SocketClient.ConnectAsync(server);
        await client.SubscribeAsync("1", "subscription { ticked { count } }");
        await client.SubscribeAsync("2", "subscription { ticked { count } }");
        await client.SubscribeAsync("3", "subscription { ticked { count } }");

        var refused = (await client.ReceiveAsync())!.Value;
        refused.GetProperty("id").GetString().ShouldBe("3");
        refused.GetProperty("type").GetString().ShouldBe("error");
        refused.ToString().ShouldContain("Streaming:MaxOperationsPerSocket");

        await client.SendAsync("""{"type":"complete","id":"1"}""");
        await AnswerAsync(client);
        _schema.TickOnce();
        (await client.ReceiveAsync())!.Value.GetProperty("id").GetString().ShouldBe("2");
    }

    [Fact]
    public async Task A_message_that_is_too_big_closes_the_socket_and_says_how_big_it_may_be()
    {
        await using var server = await StartAsync("--Api:MaxBodyBytes=2048");
        using var client = await SocketClient.ConnectAsync(server);

        await client.SubscribeAsync("1", $"{{ hello }} #{new string('x', 100_000)}");

        (await client.ReceiveAsync()).ShouldBeNull();
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
        client.CloseReason!.ShouldContain("2048");
    }

    [Fact]
    public async Task A_client_that_reads_nothing_is_cut_off_and_gives_its_place_back()
    {
        await using var server = await StartAsync("--Streaming:SendSeconds=1", "--Streaming:MaxConnections=1");
        using var deaf = await SocketClient.ConnectAsync(server);
        try
        {
            // More than the buffers of both ends hold.
            for (var i = 0; i < 64; i++)
            {
                await deaf.SubscribeAsync($"{i}", "{ long(size: 1000000) }");
            }
        }
        catch (WebSocketException)
        {
            // Where the machine is slow it is cut off before it has asked for all of it.
        }

        var places = server.Services.GetRequiredService<StreamPlaces>();
        while (places.Taken > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        using var next = await SocketClient.ConnectAsync(server);
        await AnswerAsync(next);
    }

    [Fact]
    public async Task Nobody_listens_any_more_once_a_socket_is_cut_off()
    {
        await using var server = await StartAsync();
        var client = await SocketClient.ConnectAsync(server);
        for (var i = 0; i < 10; i++)
        {
            await client.SubscribeAsync($"{i}", "subscription { ticked { count } }");
        }

        await AnswerAsync(client);
        _schema.Readers.ShouldBe(10);

        client.Dispose();

        while (_schema.Readers > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task More_connections_than_allowed_are_told_to_come_back()
    {
        await using var server = await StartAsync("--Streaming:MaxConnections=1");
        using var client = await SocketClient.OpenAsync(server);

        (await Should.ThrowAsync<WebSocketException>(SocketClient.OpenAsync(server))).Message.ShouldContain("503");
    }

    [Fact]
    public async Task A_stop_closes_sockets_with_a_reason_to_connect_again()
    {
        await using var server = await StartAsync();
        using var client = await SocketClient.ConnectAsync(server);
        await client.SubscribeAsync("1", "subscription { ticked { count } }");
        await AnswerAsync(client);

        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        (await client.ReceiveAsync()).ShouldBeNull();
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        client.CloseReason!.ShouldContain("connect again");
    }

    private Task<ApiServer> StartAsync(params string[] settings) =>
        ApiServer.StartAsync(_registry, services => services.AddSingleton(_schema.CreateEngine()), settings);

    /// <summary>A query that is answered: what was sent before it has been taken.</summary>
    private static async Task AnswerAsync(SocketClient client)
    {
        await client.SubscribeAsync("fence", "{ __typename }");
        (await client.ReceiveAsync())!.Value.GetProperty("type").GetString().ShouldBe("next");
        (await client.ReceiveAsync())!.Value.GetProperty("type").GetString().ShouldBe("complete");
    }
}
