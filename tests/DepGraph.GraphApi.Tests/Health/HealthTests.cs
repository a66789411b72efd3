using System.Net;
using System.Text.Json;
using DepGraph.GraphApi.Health;
using DepGraph.GraphApi.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using NSubstitute;

namespace DepGraph.GraphApi.Tests.Health;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_service_in_order_is_healthy(string path)
    {
        await using var server = await ApiServer.StartAsync();
        var answer = await AskAsync();
        var patience = 60;
        // A machine that stalls for longer than a check may take is not ready, and says so; it is again once it goes on.
        while (
            patience-- > 0
            && answer.TryGetProperty("checks", out var checks)
            && checks.Text("store")!.StartsWith("gave no answer")
        )
        {
            answer = await AskAsync();
        }

        answer.Text("status").ShouldBe("healthy");

        async Task<JsonElement> AskAsync()
        {
            using var response = await server.Http.GetAsync(path);
            return JsonElement.Parse(await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_check_that_fails_takes_the_service_out_and_says_why()
    {
        var (status, answer) = await ReadyAsync(new FailingCheck(), isStopping: false);

        status.ShouldBe(StatusCodes.Status503ServiceUnavailable);
        answer.Text("checks", "store").ShouldBe("does not answer");
    }

    [Fact]
    public async Task A_check_that_the_service_can_do_without_is_told_of_and_leaves_it_ready()
    {
        var (status, answer) = await ReadyAsync(new FailingCheck(isVital: false), isStopping: false);

        status.ShouldBe(StatusCodes.Status200OK);
        answer.Text("status").ShouldBe("healthy");
        answer.Text("checks", "store").ShouldBe("does not answer");
    }

    [Fact]
    public async Task A_service_that_stops_is_not_ready()
    {
        var (status, _) = await ReadyAsync(null, isStopping: true);

        status.ShouldBe(StatusCodes.Status503ServiceUnavailable);
    }

    [Fact]
    public async Task Health_is_only_read()
    {
        await using var server = await ApiServer.StartAsync();

        var answer = await server.Http.PostAsync("/health/ready", null);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static async Task<(int Status, JsonElement Answer)> ReadyAsync(IReadinessCheck? check, bool isStopping)
    {
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStopping.Returns(new CancellationToken(isStopping));
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        using var body = new MemoryStream();
        context.Response.Body = body;
        await new HealthEndpoint(check is null ? [] : [check], lifetime).HandleReadyAsync(context);
        await context.Response.BodyWriter.FlushAsync();
        return (context.Response.StatusCode, JsonElement.Parse(body.ToArray()));
    }

    private sealed class FailingCheck(bool isVital = true) : IReadinessCheck
    {
        public string Name => "store";

        public bool IsVital => isVital;

        public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => new("does not answer");
    }
}
