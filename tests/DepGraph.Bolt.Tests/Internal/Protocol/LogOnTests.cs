using System.Net;
using System.Net.Sockets;
using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;
using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

public sealed class LogOnTests
{
    private static readonly IAuthToken Auth = AuthTokens.Basic("someone", "s3cret");

    [Fact]
    public async Task From_Bolt_5_1_credentials_travel_in_LOGON_and_the_driver_names_itself()
    {
        var (hello, logon) = await LogOnAsync(5, 8);
        hello.Keys.ShouldBe(["user_agent", "bolt_agent"], ignoreOrder: true);
        hello["bolt_agent"].ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!.Keys.ShouldContain("product");
        logon!["scheme"].ShouldBe("basic");
        logon["principal"].ShouldBe("someone");
        logon["credentials"].ShouldBe("s3cret");
    }

    [Fact]
    public async Task In_Bolt_5_0_credentials_travel_in_HELLO()
    {
        var (hello, logon) = await LogOnAsync(5, 0);
        hello.Keys.ShouldBe(["user_agent", "scheme", "principal", "credentials"], ignoreOrder: true);
        logon.ShouldBeNull();
    }

    [Fact]
    public async Task Bolt_4_4_is_asked_for_date_times_in_UTC()
    {
        var (hello, _) = await LogOnAsync(4, 4);
        hello["patch_bolt"].ShouldBeAssignableTo<IEnumerable<object?>>()!.ShouldBe(["utc"]);
    }

    [Theory]
    [InlineData(5, 1, null)]
    [InlineData(5, 2, "notifications_disabled_categories")]
    [InlineData(5, 5, "notifications_disabled_categories")]
    [InlineData(5, 6, "notifications_disabled_classifications")]
    public async Task Filters_of_notifications_go_to_servers_that_know_them(int major, int minor, string? key)
    {
        var (hello, _) = await LogOnAsync(
            major,
            minor,
            config => config.WithNotifications(Severity.Warning, [Category.Hint, Category.Deprecation])
        );
        hello.ContainsKey("notifications_minimum_severity").ShouldBe(key is not null);
        if (key is not null)
        {
            hello["notifications_minimum_severity"].ShouldBe("WARNING");
            hello[key].ShouldBeAssignableTo<IEnumerable<object?>>()!.ShouldBe(["HINT", "DEPRECATION"]);
        }
    }

    [Fact]
    public async Task HELLO_and_LOGON_are_sent_in_one_piece()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.HandshakeAsync();
            await peer.ExpectAsync("HELLO", "LOGON");
            await peer.SendAsync(ScriptedPeer.Success(("server", "Neo4j/5")), ScriptedPeer.Success());
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri, Auth);
        (await driver.GetServerInfoAsync().InTime()).Agent.ShouldBe("Neo4j/5");
    }

    [Theory]
    [InlineData("Neo.ClientError.Security.Unauthorized", typeof(AuthenticationException))]
    [InlineData("Neo.ClientError.Security.AuthenticationRateLimit", typeof(SecurityException))]
    public async Task Credentials_that_are_refused_are_a_typed_error_with_the_servers_words(string code, Type type)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.HandshakeAsync();
            await peer.ExpectAsync("HELLO");
            await peer.SuccessAsync();
            await peer.ExpectAsync("LOGON");
            await peer.FailureAsync(code, "Not you.");
            await peer.CloseAsync();
        });
        await using var driver = GraphDatabase.Driver(server.Uri, Auth);
        var error = await Should.ThrowAsync<SecurityException>(driver.VerifyConnectivityAsync().InTime());
        error.ShouldBeOfType(type);
        error.Message.ShouldBe("Not you.");
        error.Code.ShouldBe(code);
        (await driver.TryVerifyConnectivityAsync().InTime()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_closes_after_HELLO_is_unavailable()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.HandshakeAsync();
            await peer.ExpectAsync("HELLO");
            await peer.CloseAsync();
        });
        await using var driver = GraphDatabase.Driver(server.Uri, Auth);
        await Should.ThrowAsync<ServiceUnavailableException>(driver.VerifyConnectivityAsync().InTime());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_HELLO_is_left_after_the_connection_timeout()
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.HandshakeAsync();
            await peer.HangAsync();
        });
        await using var driver = GraphDatabase.Driver(server.Uri, Auth, config => config.WithClock(time));
        await Should.ThrowAsync<ServiceUnavailableException>(
            time.AdvanceUntilEndAsync(driver.VerifyConnectivityAsync(), TimeSpan.FromSeconds(10))
        );
    }

    [Fact]
    public async Task Nothing_listening_is_unavailable_and_names_the_address()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var driver = GraphDatabase.Driver($"bolt://{taken.LocalEndPoint}", Auth);
        var error = await Should.ThrowAsync<ServiceUnavailableException>(driver.VerifyConnectivityAsync().InTime());
        error.Message.ShouldContain($"{taken.LocalEndPoint}");
    }

    [Fact]
    public async Task Credentials_of_a_sessions_own_are_exchanged_with_the_first_request_and_back_again()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri, Auth);
        await using (
            var session = driver.AsyncSession(config => config.WithAuthToken(AuthTokens.Basic("other", "0ther")))
        )
        {
            await (await session.RunAsync("RETURN 1").InTime()).ConsumeAsync().InTime();
        }

        await driver
            .ExecutableQuery("RETURN 1")
            .WithConfig(new(Routing: RoutingControl.Readers))
            .ExecuteAsync()
            .InTime();
        server
            .Requests.Select(request => request.Name)
            .ShouldBe(["HELLO", "LOGON", "LOGOFF", "LOGON", "RUN", "PULL", "LOGOFF", "LOGON", "RUN", "PULL"]);
        server
            .Requests.Where(request => request.Name == "LOGON")
            .Select(request => request.Map(0)["principal"])
            .ShouldBe(["someone", "other", "someone"]);
    }

    [Fact]
    public async Task A_connection_whose_exchange_of_credentials_was_refused_is_closed()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await ScriptedAnswers.ServeRequestsAsync(
                peer,
                async request =>
                {
                    if (request.Name == "LOGON")
                    {
                        await peer.FailureAsync("Neo.ClientError.Security.Unauthorized", "Not you.");
                    }

                    return request.Name == "LOGON";
                }
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri, Auth);
        await using var session = driver.AsyncSession(config =>
            config.WithAuthToken(AuthTokens.Basic("other", "wrong"))
        );
        await driver.VerifyConnectivityAsync().InTime();
        await Should.ThrowAsync<AuthenticationException>(session.RunAsync("RETURN 1").InTime());
        await driver.ExecutableQuery("RETURN 1").ExecuteAsync().InTime();
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Credentials_of_a_sessions_own_need_Bolt_5_1()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync(5, 0);
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri, Auth);
        await using var session = driver.AsyncSession(config => config.WithAuthToken(AuthTokens.Bearer("t")));
        (await Should.ThrowAsync<ClientException>(session.RunAsync("RETURN 1").InTime())).Message.ShouldContain("5.1");
    }

    [Fact]
    public async Task Neither_credentials_nor_parameters_are_ever_logged()
    {
        using var log = new LogLines();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Failure("Neo.TransientError.General.X", "Later."),
                ScriptedPeer.Message(0x7E)
            );
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri, Auth, config => config.WithLogger(log));
        await driver
            .ExecutableQuery("RETURN $p")
            .WithParameters(new { p = "pr1vate" })
            .WithConfig(new(Routing: RoutingControl.Readers))
            .ExecuteAsync()
            .InTime();
        log.Lines.ShouldContain(line => line.Level == LogLevel.Warning);
        log.Lines.ShouldAllBe(line =>
            !line.Text.Contains("s3cret", StringComparison.Ordinal)
            && !line.Text.Contains("pr1vate", StringComparison.Ordinal)
        );
        Auth.ToString()!.ShouldNotContain("s3cret");
    }

    private static async Task<(
        IReadOnlyDictionary<string, object?> Hello,
        IReadOnlyDictionary<string, object?>? Logon
    )> LogOnAsync(int major, int minor, Action<ConfigBuilder>? configure = null)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync(major, minor);
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri, Auth, configure);
        await driver.VerifyConnectivityAsync().InTime();
        return (
            server.Requests.Single(request => request.Name == "HELLO").Map(0),
            server.Requests.SingleOrDefault(request => request.Name == "LOGON")?.Map(0)
        );
    }
}
