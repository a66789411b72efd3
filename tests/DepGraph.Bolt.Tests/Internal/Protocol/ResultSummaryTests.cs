using DepGraph.Bolt.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

public sealed class ResultSummaryTests
{
    private static readonly Dictionary<string, object?> Position = new()
    {
        ["offset"] = 9,
        ["line"] = 1,
        ["column"] = 10,
    };

    [Fact]
    public async Task Counters_are_the_servers()
    {
        var summary = await SummaryAsync(
            ("type", "rw"),
            (
                "stats",
                new Dictionary<string, object?>
                {
                    ["contains-updates"] = true,
                    ["nodes-created"] = 1,
                    ["nodes-deleted"] = 2,
                    ["relationships-created"] = 3,
                    ["relationships-deleted"] = 4,
                    ["properties-set"] = 5,
                    ["labels-added"] = 6,
                    ["labels-removed"] = 7,
                    ["indexes-added"] = 8,
                    ["indexes-removed"] = 9,
                    ["constraints-added"] = 10,
                    ["constraints-removed"] = 11,
                    ["system-updates"] = 12,
                    ["something-new"] = "x",
                }
            )
        );
        summary.QueryType.ShouldBe(QueryType.ReadWrite);
        var counters = summary.Counters;
        counters.ContainsUpdates.ShouldBeTrue();
        counters.ContainsSystemUpdates.ShouldBeTrue();
        long[] counts =
        [
            counters.NodesCreated,
            counters.NodesDeleted,
            counters.RelationshipsCreated,
            counters.RelationshipsDeleted,
            counters.PropertiesSet,
            counters.LabelsAdded,
            counters.LabelsRemoved,
            counters.IndexesAdded,
            counters.IndexesRemoved,
            counters.ConstraintsAdded,
            counters.ConstraintsRemoved,
            counters.SystemUpdates,
        ];
        counts.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    }

    [Fact]
    public async Task A_query_that_changed_nothing_has_counters_of_zero()
    {
        var summary = await SummaryAsync(("type", "r"));
        summary.Counters.ContainsUpdates.ShouldBeFalse();
        summary.Counters.NodesCreated.ShouldBe(0);
        summary.Notifications.ShouldBeEmpty();
        summary.Plan.ShouldBeNull();
    }

    [Theory]
    [InlineData("r", QueryType.ReadOnly)]
    [InlineData("w", QueryType.WriteOnly)]
    [InlineData("s", QueryType.SchemaWrite)]
    [InlineData("new", QueryType.Unknown)]
    public async Task The_type_is_the_servers(string type, QueryType expected) =>
        (await SummaryAsync(("type", type))).QueryType.ShouldBe(expected);

    [Fact]
    public async Task Notifications_of_older_servers_are_read()
    {
        var summary = await SummaryAsync(
            (
                "notifications",
                new object[]
                {
                    new Dictionary<string, object?>
                    {
                        ["code"] = "Neo.ClientNotification.Statement.UnknownLabelWarning",
                        ["title"] = "No such label",
                        ["description"] = "There is no label Nope.",
                        ["severity"] = "WARNING",
                        ["category"] = "UNRECOGNIZED",
                        ["position"] = Position,
                    },
                }
            )
        );
        var notification = summary.Notifications.ShouldHaveSingleItem();
        notification.Title.ShouldBe("No such label");
        notification.Severity.ShouldBe("WARNING");
        notification.Category.ShouldBe("UNRECOGNIZED");
        notification.Position.ShouldBe(new InputPosition(9, 1, 10));
        notification.GqlStatus.ShouldBeNull();
    }

    [Fact]
    public async Task Of_GQL_statuses_those_are_notifications_that_have_a_code()
    {
        var summary = await SummaryAsync(
            (
                "statuses",
                new object[]
                {
                    new Dictionary<string, object?>
                    {
                        ["gql_status"] = "00000",
                        ["status_description"] = "note: successful completion",
                    },
                    new Dictionary<string, object?>
                    {
                        ["gql_status"] = "01N50",
                        ["neo4j_code"] = "Neo.ClientNotification.Statement.UnknownLabelWarning",
                        ["title"] = "No such label",
                        ["description"] = "There is no label Nope.",
                        ["diagnostic_record"] = new Dictionary<string, object?>
                        {
                            ["_severity"] = "WARNING",
                            ["_classification"] = "UNRECOGNIZED",
                            ["_position"] = Position,
                        },
                    },
                }
            )
        );
        var notification = summary.Notifications.ShouldHaveSingleItem();
        notification.GqlStatus.ShouldBe("01N50");
        notification.Severity.ShouldBe("WARNING");
        notification.Category.ShouldBe("UNRECOGNIZED");
        notification.Position.ShouldBe(new InputPosition(9, 1, 10));
    }

    [Fact]
    public async Task Notifications_go_to_the_log_by_their_severity()
    {
        using var log = new LogLines();
        await SummaryAsync(
            log,
            (
                "notifications",
                new object[]
                {
                    new Dictionary<string, object?>
                    {
                        ["code"] = "Neo.X.A",
                        ["description"] = "Beware.",
                        ["severity"] = "WARNING",
                    },
                    new Dictionary<string, object?>
                    {
                        ["code"] = "Neo.X.B",
                        ["description"] = "By the way.",
                        ["severity"] = "INFORMATION",
                    },
                }
            )
        );
        log.Lines.ShouldContain(line =>
            line.Level == LogLevel.Warning && line.Text.Contains("Beware.", StringComparison.Ordinal)
        );
        log.Lines.ShouldContain(line =>
            line.Level == LogLevel.Information && line.Text.Contains("By the way.", StringComparison.Ordinal)
        );
    }

    private static Task<IResultSummary> SummaryAsync(params (string, object?)[] metadata) =>
        SummaryAsync(null, metadata);

    private static async Task<IResultSummary> SummaryAsync(LogLines? log, params (string, object?)[] metadata)
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendAsync(
                ScriptedPeer.Success(("fields", Array.Empty<string>())),
                ScriptedPeer.Success(metadata)
            );
        });
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config => _ = log is null ? config : config.WithLogger(log)
        );
        var query = driver.ExecutableQuery("RETURN 1").WithConfig(new(Routing: RoutingControl.Readers));
        return (await query.ExecuteAsync().InTime()).Summary;
    }
}
