using System.Text;
using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Tests.Packuments;

public sealed class PackumentLimitsTests
{
    [Fact]
    public async Task A_document_cut_at_any_place_of_the_buffer_reads_the_same()
    {
        var versions = string.Join(
            ',',
            Enumerable
                .Range(0, 1500)
                .Select(i =>
                    $$"""
                        "1.0.{{i}}":{"dependencies":{"b{{i % 7}}":"^{{i}}","\u0063":"1"},"engines":{"node":">= {{i
                            % 3}}"},"x":[{"y":[1,2]}]}
                        """
                )
        );
        var json =
            $$$"""{"name":"a","skipped":{"deep":[[1],{"a":"{{{new string('x', 500)}}}"}]},"versions":{ {{{versions}}} }}""";
        var expected = (await PackumentSamples.HeadAsync(json)).ContentHash;
        for (var padding = 1; padding < 260; padding += 9)
            (await PackumentSamples.HeadAsync(new string(' ', padding) + json)).ContentHash.ShouldBe(expected);
    }

    [Fact]
    public async Task A_stream_that_gives_single_bytes_reads_the_same()
    {
        const string json = """{"name":"a","versions":{"1.0.0":{"dependencies":{"b":"^1"}}}}""";
        using var stream = new TricklingStream(Encoding.UTF8.GetBytes(json));
        var head = (await PackumentReader.ReadAsync(stream, "a", full: false)).Head;
        head.ContentHash.ShouldBe((await PackumentSamples.HeadAsync(json)).ContentHash);
    }

    [Fact]
    public async Task A_document_of_64_MB_that_nobody_needs_is_read_in_little_memory()
    {
        using var stream = new RepeatingStream(
            """{"name":"a","users":[""",
            """{"name":"somebody","likes":["a","b"]},""",
            """null],"versions":{"1.0.0":{}}}""",
            64L << 20
        );
        var before = GC.GetAllocatedBytesForCurrentThread();
        var head = (await PackumentReader.ReadAsync(stream, "a", full: true)).Head;
        head.Count.ShouldBe(1);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4L << 20);
    }

    [Fact]
    public async Task A_document_above_the_byte_limit_is_refused()
    {
        using var stream = new RepeatingStream("""{"name":"a","x":[""", "1,", "1]}", 3 << 20);
        var limits = new PackumentLimits { MaxDocumentBytes = 2 << 20 };
        var error = await Should.ThrowAsync<PackumentTooLargeException>(async () =>
            await PackumentReader.ReadAsync(stream, "a", full: false, limits)
        );
        error.Limit.ShouldBe(2 << 20);
        error.Message.ShouldBe("The document of a is too large: its length is above 2,097,152 bytes");
    }

    [Fact]
    public async Task A_single_value_above_its_limit_is_refused()
    {
        var json = $$"""{"name":"a","readme":"{{new string('x', 300_000)}}","versions":null}""";
        (await PackumentSamples.ReadAsync(json)).Head.Count.ShouldBe(0);
        await Should.ThrowAsync<PackumentTooLargeException>(() =>
            PackumentSamples.ReadAsync(json, limits: new PackumentLimits { MaxTokenBytes = 200_000 })
        );
    }

    [Fact]
    public async Task Versions_that_would_keep_too_much_are_refused()
    {
        using var stream = new RepeatingStream(
            """{"name":"a","versions":{""",
            "\"1.0.#\":{},",
            "\"2.0.0\":{}}}",
            8 << 20
        );
        await Should.ThrowAsync<PackumentTooLargeException>(async () =>
            await PackumentReader.ReadAsync(
                stream,
                "a",
                full: false,
                new PackumentLimits { MaxRetainedBytes = 1 << 20 }
            )
        );
    }

    [Fact]
    public async Task A_repeated_field_that_would_keep_too_much_is_refused()
    {
        using var stream = new RepeatingStream(
            """{"name":"a",""",
            "\"keywords\":[\"a#\"],",
            "\"versions\":{}}",
            8 << 20
        );
        await Should.ThrowAsync<PackumentTooLargeException>(async () =>
            await PackumentReader.ReadAsync(stream, "a", full: true, new PackumentLimits { MaxRetainedBytes = 1 << 20 })
        );
    }

    [Fact]
    public async Task Nesting_beyond_the_limit_is_malformed()
    {
        var json = $$"""{"name":"a","x":{{new string('[', 70)}}{{new string(']', 70)}} }""";
        await Should.ThrowAsync<PackumentFormatException>(() => PackumentSamples.ReadAsync(json));
        (await PackumentSamples.ReadAsync(json, limits: new PackumentLimits { MaxDepth = 80 })).Head.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Reading_stops_when_cancelled()
    {
        using var stream = new MemoryStream(new byte[1 << 20]);
        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await PackumentReader.ReadAsync(stream, "a", full: false, null, new CancellationToken(canceled: true))
        );
    }
}
