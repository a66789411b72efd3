using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

/// <summary>What one connection makes of a server that does its best, and its worst.</summary>
public sealed class ExchangeTests
{
    private static readonly byte[] NoOp = [0, 0];

    private static readonly byte[] Answer =
    [
        .. ScriptedPeer.Success(("fields", new[] { "n", "s" }), ("t_first", 3)),
        .. ScriptedPeer.Record(1L, "one"),
        .. ScriptedPeer.Record(2L, new string('x', 300)),
        .. ScriptedPeer.Success(("type", "r"), ("t_last", 5), ("bookmark", "b1"), ("db", "neo4j")),
    ];

    [Fact]
    public async Task An_answer_is_the_same_wherever_it_is_cut_into_two_reads()
    {
        var cut = 1;
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            for (; cut < Answer.Length; cut++)
            {
                await peer.ExpectAsync("RUN", "PULL");
                await peer.SendRawAsync(Answer[..cut]);
                await Task.Yield();
                await peer.SendRawAsync(Answer[cut..]);
            }
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        for (var i = 1; i < Answer.Length; i++)
        {
            await ReadAndCheckAsync(driver);
        }
    }

    [Fact]
    public async Task An_answer_that_drips_byte_by_byte_is_read_all_the_same()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            foreach (var one in Answer)
            {
                await peer.SendRawAsync([one]);
            }
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await ReadAndCheckAsync(driver);
    }

    [Fact]
    public async Task Empty_chunks_between_messages_are_passed_over()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendRawAsync([.. NoOp, .. NoOp]);
            await peer.SendAsync(ScriptedPeer.Success(("fields", new[] { "n", "s" })), NoOp);
            await peer.SendAsync(ScriptedPeer.Record(1L, "one"), NoOp, NoOp, ScriptedPeer.Record(2L, "two"));
            await peer.SendAsync(NoOp, ScriptedPeer.Success());
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        (await Rows(driver).ExecuteAsync().InTime()).Result.ShouldBe([(1, "one"), (2, "two")]);
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(null, 10)]
    [InlineData(10, 100)]
    [InlineData(100, 10)]
    public async Task A_server_that_falls_silent_is_left_after_its_hint_or_the_configured_time(
        int? hint,
        int? configured
    )
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync(hello: hint is null ? [] : [("hints", Hint(hint))]);
            await peer.ExpectAsync("RUN", "PULL");
            await peer.HangAsync();
        });
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config =>
                config
                    .WithClock(time)
                    .WithConnectionTimeout(Timeout.InfiniteTimeSpan)
                    .WithMaxTransactionRetryTime(TimeSpan.Zero)
                    .WithConnectionReadTimeout(configured is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
        );
        var error = await Should.ThrowAsync<ConnectionReadTimeoutException>(
            time.AdvanceUntilEndAsync(Rows(driver).ExecuteAsync(), TimeSpan.FromSeconds(6))
        );
        error.Message.ShouldContain("10 s");
    }

    [Theory]
    [InlineData(0)]
    [InlineData("ten")]
    [InlineData(-1)]
    public async Task A_hint_that_makes_no_sense_is_none(object hint)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync(hello: ("hints", Hint(hint)));
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await driver.VerifyConnectivityAsync().InTime();
    }

    [Fact]
    public async Task After_a_failure_the_connection_is_reset_before_it_is_used_again()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.FailureAsync("Neo.ClientError.Statement.SyntaxError", "What?");
            await peer.IgnoredAsync();
            await peer.ExpectAsync("RESET");
            await peer.SuccessAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendRawAsync(Answer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var error = await Should.ThrowAsync<ClientException>(Rows(driver).ExecuteAsync().InTime());
        error.Code.ShouldBe("Neo.ClientError.Statement.SyntaxError");
        error.Message.ShouldBe("What?");
        await ReadAndCheckAsync(driver);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_in_the_middle_of_a_result_is_the_error_and_the_rows_before_it_are_no_result()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(("fields", new[] { "n", "s" })),
                ScriptedPeer.Record(1L, "one"),
                ScriptedPeer.Failure("Neo.ClientError.Statement.ArithmeticError", "/ by zero")
            );
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await Should.ThrowAsync<ClientException>(Rows(driver).ExecuteAsync().InTime());
    }

    [Fact]
    public async Task A_connection_that_fails_at_its_reset_is_closed_and_another_one_made()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            if (peer.Number == 1)
            {
                await peer.SendAsync(
                    ScriptedPeer.Failure("Neo.ClientError.Statement.SyntaxError", "What?"),
                    ScriptedPeer.Message(0x7E)
                );
                await peer.ExpectAsync("RESET");
                await peer.FailureAsync("Neo.DatabaseError.General.UnknownError", "No.");
                return;
            }

            await peer.SendRawAsync(Answer);
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        await Should.ThrowAsync<ClientException>(Rows(driver).ExecuteAsync().InTime());
        await ReadAndCheckAsync(driver);
        server.Connections.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_ends_within_a_message_is_unavailable_and_leaves_the_pool(bool isReset)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            if (peer.Number > 1)
            {
                await peer.SendRawAsync(Answer);
                return;
            }

            await peer.SendRawAsync(Answer[..^10]);
            if (isReset)
            {
                peer.Break();
            }
            else
            {
                await peer.CloseAsync();
            }
        });
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config => config.WithMaxTransactionRetryTime(TimeSpan.Zero)
        );
        await Should.ThrowAsync<ServiceUnavailableException>(Rows(driver).ExecuteAsync().InTime());
        await ReadAndCheckAsync(driver);
        server.Connections.ShouldBe(2);
    }

    [Theory]
    [InlineData("0002B000", "a structure of another kind")]
    [InlineData("0001FF0000", "no structure")]
    [InlineData("0003B170C00000", "metadata that is no map")]
    [InlineData("0004B170A1810000", "metadata that is cut off")]
    [InlineData("0003B171900000", "a record before the columns")]
    [InlineData("0002B07E0000", "ignored, though nothing failed")]
    public async Task Bytes_that_make_no_sense_break_the_connection_off(string bytes, string what)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendRawAsync(Convert.FromHexString(bytes));
            await peer.CloseAsync();
        });
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config => config.WithMaxTransactionRetryTime(TimeSpan.Zero)
        );
        var error = await Should.ThrowAsync<Neo4jException>(Rows(driver).ExecuteAsync().InTime(), what);
        (error is ProtocolException or ServiceUnavailableException).ShouldBeTrue(what);
    }

    [Fact]
    public async Task A_message_longer_than_allowed_breaks_the_connection_off_and_names_the_setting()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(ScriptedPeer.Success(("fields", new[] { "n", "s" })));
            await peer.SendAsync(ScriptedPeer.Record(1L, new string('x', 100_000)));
        });
        await using var driver = GraphDatabase.Driver(server.Uri, null, config => config.WithMaxMessageSize(1 << 16));
        var error = await Should.ThrowAsync<ProtocolException>(Rows(driver).ExecuteAsync().InTime());
        error.Message.ShouldContain("MaxMessageSize");
    }

    [Fact]
    public async Task A_row_reader_that_throws_fails_its_query_and_the_next_one_works()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await ScriptedAnswers.ServeRequestsAsync(
                peer,
                async request =>
                {
                    if (request.Name == "PULL")
                    {
                        await peer.SendRawAsync(
                            Answer[ScriptedPeer.Success(("fields", new[] { "n", "s" }), ("t_first", 3)).Length..]
                        );
                    }
                    else if (request.Name == "RUN")
                    {
                        await peer.SuccessAsync(("fields", new[] { "n", "s" }), ("t_first", 3));
                    }

                    return request.Name is "RUN" or "PULL";
                }
            );
        });
        await using var driver = GraphDatabase.Driver(server.Uri);
        var reading = driver
            .ExecutableQuery("RETURN 1")
            .WithConfig(new(Routing: RoutingControl.Readers))
            .WithRows((ref PackStreamReader fields) => fields.ReadBoolean());
        await Should.ThrowAsync<PackStreamException>(reading.ExecuteAsync().InTime());
        await ReadAndCheckAsync(driver);
    }

    [Fact]
    public async Task A_parameter_that_Neo4j_has_no_type_for_fails_before_anything_is_sent()
    {
        await using var server = new ScriptedServer(ScriptedAnswers.ServeAsync);
        await using var driver = GraphDatabase.Driver(server.Uri);
        var wrong = driver.ExecutableQuery("RETURN $x").WithParameters(new { x = new object() });
        await Should.ThrowAsync<ArgumentException>(wrong.ExecuteAsync().InTime());
        await driver.ExecutableQuery("RETURN 1").ExecuteAsync().InTime();
        server.Requests.Count(request => request.Name == "RUN").ShouldBe(1);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Telemetry_is_sent_only_where_the_server_wants_it_and_the_configuration_lets_it(
        bool isWanted,
        bool isEnabled
    )
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync(
                hello: ("hints", new Dictionary<string, object?> { ["telemetry.enabled"] = isWanted })
            );
            await ScriptedAnswers.ServeRequestsAsync(peer);
        });
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config => _ = isEnabled ? config : config.WithTelemetryDisabled()
        );
        await driver.ExecutableQuery("RETURN 1").ExecuteAsync().InTime();
        await using var session = driver.AsyncSession();
        await (await session.RunAsync("RETURN 1").InTime()).ConsumeAsync().InTime();
        await session.ExecuteReadAsync(async tx => await (await tx.RunAsync("RETURN 1")).ConsumeAsync()).InTime();
        await using (var transaction = await session.BeginTransactionAsync().InTime())
        {
            await transaction.RunAsync("RETURN 1").InTime();
        }

        server
            .Requests.Where(request => request.Name == "TELEMETRY")
            .Select(request => (long)request.Fields[0]!)
            .ShouldBe(isWanted && isEnabled ? [3L, 2L, 0L, 1L] : []);
    }

    private static Dictionary<string, object?> Hint(object? seconds) =>
        new() { ["connection.recv_timeout_seconds"] = seconds };

    private static IExecutableQuery<(long, string)> Rows(IDriver driver) =>
        driver
            .ExecutableQuery("RETURN 1")
            .WithConfig(new(Routing: RoutingControl.Readers))
            .WithRows((ref PackStreamReader fields) => (fields.ReadInteger(), fields.ReadString()));

    private static async Task ReadAndCheckAsync(IDriver driver)
    {
        var result = await Rows(driver).ExecuteAsync().InTime();
        result.Result.ShouldBe([(1, "one"), (2, new string('x', 300))]);
        result.Keys.ShouldBe(["n", "s"]);
        result.Summary.ResultAvailableAfter.ShouldBe(TimeSpan.FromMilliseconds(3));
        result.Summary.ResultConsumedAfter.ShouldBe(TimeSpan.FromMilliseconds(5));
        result.Summary.Database.ShouldBe("neo4j");
        result.Summary.QueryType.ShouldBe(QueryType.ReadOnly);
    }
}
