using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

public sealed class GarbledAnswerTests
{
    private static readonly byte[] Answer =
    [
        .. ScriptedPeer.Success(("fields", new[] { "n", "s" }), ("t_first", 3), ("qid", 1)),
        .. ScriptedPeer.Record(1L, "one"),
        .. ScriptedPeer.Record(2L, new string('x', 300)),
        .. ScriptedPeer.Success(
            ("type", "rw"),
            ("t_last", 5),
            ("bookmark", "b1"),
            ("db", "neo4j"),
            ("stats", new Dictionary<string, object?> { ["nodes-created"] = 1 }),
            (
                "statuses",
                new object[]
                {
                    new Dictionary<string, object?>
                    {
                        ["neo4j_code"] = "c",
                        ["diagnostic_record"] = new Dictionary<string, object?>
                        {
                            ["_position"] = new Dictionary<string, object?> { ["line"] = 1 },
                        },
                    },
                }
            )
        ),
        .. ScriptedPeer.Failure("Neo.ClientError.X.Y", "m"),
    ];

    [Fact]
    public async Task A_garbled_answer_is_a_result_or_a_typed_error_and_never_hangs_or_harms_the_next()
    {
        byte[] garbled = [];
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.LogOnAsync();
            await peer.ExpectAsync("RUN", "PULL");
            await peer.SendRawAsync(garbled);
            await peer.CloseAsync();
        });
        await using var driver = GraphDatabase.Driver(
            server.Uri,
            null,
            config => config.WithMaxTransactionRetryTime(TimeSpan.Zero)
        );
        var query = driver
            .ExecutableQuery("RETURN 1")
            .WithConfig(new(Routing: RoutingControl.Readers))
            .WithRows((ref PackStreamReader fields) => (fields.ReadInteger(), fields.ReadString()));
        foreach (var seed in FuzzRun.Seeds(300))
        {
            var random = new Random(seed);
            garbled = [.. Answer];
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                garbled[random.Next(garbled.Length)] = (byte)random.Next(256);
            }

            try
            {
                await query.ExecuteAsync().InTime();
            }
            catch (Exception e) when (e is Neo4jException or PackStreamException)
            {
                e.Message.ShouldNotBeEmpty($"seed {seed}");
            }
        }
    }
}
