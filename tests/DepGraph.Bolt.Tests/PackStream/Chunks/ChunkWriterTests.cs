using System.Buffers;
using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.PackStream.Chunks;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.PackStream.Chunks;

public class ChunkWriterTests
{
    [Fact]
    public void A_message_is_a_chunk_and_an_end()
    {
        var chunks = new ChunkWriter();
        chunks.Write(Packed.Bytes("B1 70 A0"));
        chunks.Pending.IsEmpty.ShouldBeTrue();
        chunks.EndMessage();
        chunks.Pending.ToArray().ShouldBe(Packed.Bytes("00 03 B1 70 A0 00 00"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(131_070)]
    [InlineData(131_071)]
    [InlineData(1_000_000)]
    public void A_long_message_is_split_into_the_largest_chunks(int length)
    {
        var message = new byte[length];
        new Random(length).NextBytes(message);
        var chunks = new ChunkWriter();
        chunks.Write(message);
        chunks.EndMessage();
        chunks.Pending.Span.SequenceEqual(Chunked.Of(message, 65_535)).ShouldBeTrue();
    }

    [Fact]
    public async Task Several_messages_go_out_in_one_piece_and_only_once()
    {
        var target = new RecordingStream();
        var chunks = new ChunkWriter();
        await chunks.FlushAsync(target);
        target.Writes.ShouldBeEmpty();

        chunks.Write<byte>([1]);
        chunks.EndMessage();
        chunks.Write<byte>([2, 3]);
        chunks.EndMessage();
        await chunks.FlushAsync(target);
        target.Writes.ShouldHaveSingleItem().ShouldBe(Packed.Bytes("00 01 01 00 00 00 02 02 03 00 00"));

        chunks.Write<byte>([4]);
        chunks.EndMessage();
        await chunks.FlushAsync(target);
        target.Writes.Count.ShouldBe(2);
        target.Writes[1].ShouldBe(Packed.Bytes("00 01 04 00 00"));
    }

    [Fact]
    public void A_message_that_could_not_be_written_whole_leaves_no_trace()
    {
        var chunks = new ChunkWriter();
        var writer = new PackStreamWriter(chunks);
        writer.WriteInteger(1);
        chunks.EndMessage();
        Should.Throw<ArgumentException>(() => writer.WriteValue(new object[] { "half", 1.5m }));
        chunks.DiscardMessage();
        writer.WriteInteger(2);
        chunks.EndMessage();
        chunks.Pending.ToArray().ShouldBe(Packed.Bytes("00 01 01 00 00 00 01 02 00 00"));
    }

    [Fact]
    public void An_empty_message_is_refused() =>
        Should.Throw<InvalidOperationException>(() => new ChunkWriter().EndMessage());

    [Fact]
    public async Task Half_a_message_does_not_go_out()
    {
        var chunks = new ChunkWriter();
        chunks.Write<byte>([1]);
        await Should.ThrowAsync<InvalidOperationException>(async () => await chunks.FlushAsync(Stream.Null));
    }

    [Fact]
    public void A_message_may_have_the_allowed_length_and_no_byte_more()
    {
        var chunks = new ChunkWriter(maxMessageLength: 100);
        chunks.Write(new byte[100]);
        Should
            .Throw<InvalidOperationException>(() => chunks.Write<byte>([1]))
            .Message.ShouldStartWith("The message has 101 bytes or more; 100 are allowed.");
        chunks.DiscardMessage();
        chunks.Write(new byte[100]);
        chunks.EndMessage();
        chunks.Pending.Length.ShouldBe(104);
    }

    [Fact]
    public void No_more_can_be_advanced_than_there_is_room()
    {
        var chunks = new ChunkWriter();
        Should.Throw<ArgumentOutOfRangeException>(() => chunks.Advance(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => chunks.Advance(chunks.GetSpan().Length + 1));
        chunks.GetMemory(100_000).Length.ShouldBeGreaterThanOrEqualTo(100_000);
    }

    [Fact]
    public async Task The_buffer_of_a_large_message_does_not_stay()
    {
        var chunks = new ChunkWriter();
        chunks.Write(new byte[5_000_000]);
        chunks.EndMessage();
        chunks.Capacity.ShouldBeGreaterThan(5_000_000);
        await chunks.FlushAsync(Stream.Null);
        chunks.Capacity.ShouldBeLessThanOrEqualTo(ChunkWriter.MaxKeptCapacity);
    }

    /// <summary>Random messages in random portions, and some given up.</summary>
    [Fact]
    public async Task What_is_written_is_what_a_reader_reads()
    {
        foreach (var seed in FuzzRun.Seeds(usualCount: 100))
        {
            var random = new Random(seed);
            var messages = Enumerable.Range(0, random.Next(1, 20)).Select(_ => Chunked.RandomMessage(random)).ToArray();
            var chunks = new ChunkWriter();
            var target = new MemoryStream();
            foreach (var message in messages)
            {
                if (random.Next(4) == 0)
                {
                    chunks.Write(Chunked.RandomMessage(random));
                    chunks.DiscardMessage();
                }

                Chunked.Pieces(message, random).ForEach(piece => chunks.Write(piece));
                chunks.EndMessage();
                if (random.Next(3) == 0)
                {
                    await chunks.FlushAsync(target);
                }
            }

            await chunks.FlushAsync(target);
            target.Position = 0;
            var reader = new ChunkReader(target);
            foreach (var message in messages)
            {
                (await reader.ReadAsync()).ShouldBeTrue($"seed {seed}");
                reader.Message.Span.SequenceEqual(message).ShouldBeTrue($"seed {seed}");
            }

            (await reader.ReadAsync()).ShouldBeFalse($"seed {seed}");
        }
    }

    private sealed class RecordingStream : MemoryStream
    {
        public List<byte[]> Writes { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes.Add(buffer.ToArray());
            return ValueTask.CompletedTask;
        }
    }
}
