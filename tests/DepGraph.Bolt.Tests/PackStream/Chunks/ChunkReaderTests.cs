using System.IO.Pipelines;
using System.Runtime.InteropServices;
using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.PackStream.Chunks;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.PackStream.Chunks;

public class ChunkReaderTests
{
    private const string First = "00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F";

    /// <summary>The specification's own examples, then borders of its rules.</summary>
    public static TheoryData<string, string[]> Streams =>
        new()
        {
            { $"00 10 {First} 00 00", [First] },
            { $"00 10 {First} 00 04 01 02 03 04 00 00", [$"{First} 01 02 03 04"] },
            { $"00 10 {First} 00 00 00 08 0F 0E 0D 0C 0B 0A 09 08 00 00", [First, "0F 0E 0D 0C 0B 0A 09 08"] },
            { $"00 10 {First} 00 00 00 00 00 08 0F 0E 0D 0C 0B 0A 09 08 00 00", [First, "0F 0E 0D 0C 0B 0A 09 08"] },
            { "", [] },
            { "00 00 00 00 00 00", [] },
            { "00 00 00 01 07 00 00 00 00 00 00", ["07"] },
            { "00 01 01 00 01 02 00 01 03 00 00 00 01 04 00 00", ["01 02 03", "04"] },
        };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Messages_come_whole_wherever_the_bytes_are_cut(string hex, string[] messages)
    {
        var bytes = Packed.Bytes(hex);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            await Check(bytes[..cut], bytes[cut..]);
        }

        await Check([.. bytes.Select(single => new[] { single })]);

        async Task Check(params byte[][] pieces)
        {
            var reader = new ChunkReader(new PieceStream(pieces));
            foreach (var message in messages)
            {
                (await reader.ReadAsync()).ShouldBeTrue();
                reader.Message.ToArray().ShouldBe(Packed.Bytes(message));
            }

            (await reader.ReadAsync()).ShouldBeFalse();
            reader.Message.IsEmpty.ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task An_end_within_a_message_is_an_error_and_between_messages_none(string hex, string[] messages)
    {
        var bytes = Packed.Bytes(hex);
        for (var length = 0; length < bytes.Length; length++)
        {
            var reader = new ChunkReader(new PieceStream(bytes[..length]));
            var open = Chunked.IsWithinMessage(bytes.AsSpan(0, length));
            var count = 0;
            var end = await Record.ExceptionAsync(async () =>
            {
                while (await reader.ReadAsync())
                {
                    count++;
                }
            });
            (end is EndOfStreamException).ShouldBe(open, $"after {length} bytes");
            count.ShouldBeLessThanOrEqualTo(messages.Length);
        }
    }

    [Fact]
    public async Task Many_messages_come_of_one_read_without_waiting_or_copying()
    {
        var source = new PieceStream([
            .. Enumerable.Repeat(Packed.Bytes("00 03 B1 70 A0 00 00"), 1000).SelectMany(b => b),
        ]);
        var reader = new ChunkReader(source);
        (await reader.ReadAsync()).ShouldBeTrue();
        var array = Array(reader);
        for (var index = 1; index < 1000; index++)
        {
            var next = reader.ReadAsync();
            next.IsCompletedSuccessfully.ShouldBeTrue();
            (await next).ShouldBeTrue();
            Array(reader).Array.ShouldBeSameAs(array.Array);
            Array(reader).Offset.ShouldBe(array.Offset + 7 * index);
        }

        source.Reads.ShouldBe(1);

        static ArraySegment<byte> Array(ChunkReader reader)
        {
            MemoryMarshal.TryGetArray(reader.Message, out var array).ShouldBeTrue();
            return array;
        }
    }

    [Fact]
    public async Task What_came_already_can_be_read_without_asking_for_more()
    {
        var source = new PieceStream(Packed.Bytes("00 01 01 00 00 00 01 02 00 00 00 01"), Packed.Bytes("03 00 00"));
        var reader = new ChunkReader(source);
        reader.TryRead().ShouldBeFalse();
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.TryRead().ShouldBeTrue();
        reader.Message.ToArray().ShouldBe([2]);
        reader.TryRead().ShouldBeFalse();
        reader.TryRead().ShouldBeFalse();
        source.Reads.ShouldBe(1);
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.Message.ToArray().ShouldBe([3]);
    }

    [Fact]
    public async Task A_large_message_is_one_piece_of_memory_and_its_buffer_does_not_stay()
    {
        var large = new byte[5_000_000];
        new Random(1).NextBytes(large);
        var reader = new ChunkReader(new PieceStream(Chunked.Of(large, 65_535), Chunked.Of([7], 1)));
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.Message.Span.SequenceEqual(large).ShouldBeTrue();
        reader.Capacity.ShouldBeLessThanOrEqualTo(4 * large.Length);
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.Message.ToArray().ShouldBe([7]);
        (await reader.ReadAsync()).ShouldBeFalse();
        reader.Capacity.ShouldBeLessThanOrEqualTo(ChunkReader.MaxKeptCapacity);
    }

    [Fact]
    public async Task A_message_may_have_the_allowed_length_and_no_byte_more()
    {
        byte[] message = [.. Enumerable.Range(0, 100).Select(n => (byte)n)];
        var reader = new ChunkReader(new PieceStream(Chunked.Of(message, 30)), maxMessageLength: 100);
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.Message.ToArray().ShouldBe(message);

        var strict = new ChunkReader(new PieceStream(Chunked.Of(message, 30)), maxMessageLength: 99);
        var error = await Should.ThrowAsync<PackStreamException>(async () => await strict.ReadAsync());
        error.Message.ShouldStartWith("The server sent a message of 100 bytes or more; 99 are allowed.");
    }

    /// <summary>The header alone is enough to refuse it: the content never comes.</summary>
    [Fact]
    public async Task A_message_that_is_too_long_is_refused_before_its_content_is_there()
    {
        var reader = new ChunkReader(new PieceStream(Packed.Bytes("FF FF")), maxMessageLength: 1000);
        (await Should.ThrowAsync<PackStreamException>(async () => await reader.ReadAsync())).Message.ShouldContain(
            "65535 bytes or more"
        );
    }

    [Fact]
    public async Task An_endless_message_takes_no_more_memory_than_its_limit()
    {
        var endless = Enumerable.Repeat(Packed.Bytes("00 03 01 02 03"), 1_000_000);
        var reader = new ChunkReader(new PieceStream(endless), maxMessageLength: 50_000);
        await Should.ThrowAsync<PackStreamException>(async () => await reader.ReadAsync());
        reader.Capacity.ShouldBeLessThanOrEqualTo(4 * 50_000);
    }

    [Fact]
    public async Task Empty_chunks_without_end_take_no_memory()
    {
        var reader = new ChunkReader(new PieceStream(Enumerable.Repeat(new byte[1000], 1000).Append([0, 1, 9, 0, 0])));
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.Message.ToArray().ShouldBe([9]);
        reader.Capacity.ShouldBe(ChunkReader.FirstCapacity);
    }

    [Fact]
    public async Task A_read_that_is_cancelled_loses_nothing()
    {
        var pipe = new Pipe();
        var reader = new ChunkReader(pipe.Reader.AsStream());
        await pipe.Writer.WriteAsync(Packed.Bytes("00 02 01"));
        using var cancellation = new CancellationTokenSource();
        var read = reader.ReadAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => read);

        await pipe.Writer.WriteAsync(Packed.Bytes("02 00 00"));
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.Message.ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void A_limit_beyond_what_memory_can_be_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new ChunkReader(Stream.Null, ChunkReader.GreatestMaxMessageLength + 1)
        );

    /// <summary>Random messages, chunks, empty chunks and pieces.</summary>
    [Fact]
    public async Task Whatever_the_chunks_and_pieces_the_messages_are_the_same()
    {
        foreach (var seed in FuzzRun.Seeds(usualCount: 100))
        {
            var random = new Random(seed);
            var messages = Enumerable.Range(0, random.Next(1, 20)).Select(_ => Chunked.RandomMessage(random)).ToArray();
            var stream = messages
                .SelectMany(message => Chunked.Randomly(message, random))
                .Concat(new byte[2 * random.Next(3)])
                .ToArray();
            var reader = new ChunkReader(new PieceStream(Chunked.Pieces(stream, random)));
            foreach (var message in messages)
            {
                (await reader.ReadAsync()).ShouldBeTrue($"seed {seed}");
                reader.Message.Span.SequenceEqual(message).ShouldBeTrue($"seed {seed}");
            }

            (await reader.ReadAsync()).ShouldBeFalse($"seed {seed}");
        }
    }
}
