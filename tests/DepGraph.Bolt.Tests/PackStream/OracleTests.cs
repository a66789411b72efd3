using System.Text.Json.Nodes;
using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.PackStream.Chunks;
using DepGraph.Bolt.Tests.PackStream.Chunks;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Bolt.Tests.PackStream;

/// <summary>The npm package neo4j-driver and this one understand each other, in the form of Bolt 4.4 and of 5.</summary>
public class OracleTests
{
    private const int Batch = 4_000;

    [Theory]
    [InlineData("4.4")]
    [InlineData("5.0")]
    public async Task Both_read_the_same_in_what_ours_writes(string form)
    {
        var legacy = form == "4.4";
        foreach (var seeds in FuzzRun.Seeds(usualCount: 2_000).Chunk(Batch))
        {
            var values = seeds.Select(seed => Sample(Values.Results(!legacy), seed)).ToArray();
            var messages = values.Select(value => EntityBytes.Of(value, !legacy)).ToArray();
            var answers = await Oracle.AskAsync(
                messages.Select(message => new JsonObject
                {
                    ["op"] = "unpack",
                    ["form"] = form,
                    ["stream"] = Convert.ToHexString(InChunks(message)),
                })
            );
            answers.Count.ShouldBe(values.Length);
            for (var i = 0; i < seeds.Length; i++)
            {
                var written = Text(ValueText.Of(values[i], legacy));
                Text(answers[i], "value").ShouldBe(written, $"seed {seeds[i]}");
                Text(ValueText.Of(Packed.Value(messages[i]), legacy)).ShouldBe(written, $"seed {seeds[i]}");
            }
        }
    }

    [Theory]
    [InlineData("4.4")]
    [InlineData("5.0")]
    public async Task Ours_reads_what_theirs_writes_and_both_write_the_same_bytes(string form)
    {
        var legacy = form == "4.4";
        foreach (var seeds in FuzzRun.Seeds(usualCount: 2_000).Chunk(Batch))
        {
            var values = seeds.Select(seed => Sample(Values.Parameters, seed)).ToArray();
            var answers = await Oracle.AskAsync(
                values.Select(
                    (value, index) =>
                        new JsonObject
                        {
                            ["op"] = "pack",
                            ["form"] = form,
                            ["value"] = ValueText.Of(value, legacy),
                            ["chunk"] = index % 2 == 0 ? null : 16 + index,
                        }
                )
            );
            answers.Count.ShouldBe(values.Length);
            foreach (var (seed, value, answer) in seeds.Zip(values, answers))
            {
                var stream = Convert.FromHexString(
                    answer["stream"]?.GetValue<string>()
                        ?? throw new InvalidOperationException($"seed {seed}: {answer}")
                );
                var reader = new ChunkReader(new PieceStream(Chunked.Pieces(stream, new Random(seed))));
                (await reader.ReadAsync()).ShouldBeTrue();
                var theirs = reader.Message.ToArray();
                (await reader.ReadAsync()).ShouldBeFalse();

                var ours = Packed.Value(value, legacy ? DateTimeEncoding.Legacy : DateTimeEncoding.Utc);
                Convert.ToHexString(ours).ShouldBe(Convert.ToHexString(theirs), $"seed {seed}");
                Text(ValueText.Of(Packed.Value(theirs), legacy))
                    .ShouldBe(Text(ValueText.Of(value, legacy)), $"seed {seed}");
            }
        }
    }

    private static object? Sample(Gen<object?> values, int seed) =>
        values.Sample(1, PropertyRun.RandomOf(seed), 60).Single();

    private static byte[] InChunks(byte[] message)
    {
        var chunks = new ChunkWriter();
        message.CopyTo(chunks.GetSpan(message.Length));
        chunks.Advance(message.Length);
        chunks.EndMessage();
        return chunks.Pending.ToArray();
    }

    private static string Text(JsonObject answer, string property) =>
        answer.TryGetPropertyValue(property, out var value) ? Text(value) : answer.ToJsonString();

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
