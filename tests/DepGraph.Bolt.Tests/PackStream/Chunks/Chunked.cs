using System.Buffers.Binary;

namespace DepGraph.Bolt.Tests.PackStream.Chunks;

/// <summary>Makes and judges streams of chunks, without the product's help.</summary>
internal static class Chunked
{
    /// <summary>A message in chunks of this length, the last one shorter, and its end.</summary>
    public static byte[] Of(byte[] message, int chunkLength)
    {
        var chunks = new MemoryStream();
        foreach (var content in message.Chunk(chunkLength))
        {
            Append(chunks, content);
        }

        chunks.Write([0, 0]);
        return chunks.ToArray();
    }

    /// <summary>A message in chunks of any lengths, with empty ones before it.</summary>
    public static byte[] Randomly(byte[] message, Random random)
    {
        var chunks = new MemoryStream();
        chunks.Write(new byte[2 * random.Next(3)]);
        for (var start = 0; start < message.Length; )
        {
            var length = Math.Min(random.Next(1, random.Next(2) == 0 ? 20 : 65_536), message.Length - start);
            Append(chunks, message.AsSpan(start, length));
            start += length;
        }

        chunks.Write([0, 0]);
        return chunks.ToArray();
    }

    /// <summary>Mostly short ones, some longer than a chunk can be.</summary>
    public static byte[] RandomMessage(Random random)
    {
        var message = new byte[
            random.Next(10) switch
            {
                0 => random.Next(1, 300_000),
                1 => 65_535 + random.Next(-2, 3),
                2 => random.Next(1, 5_000),
                _ => random.Next(1, 50),
            }
        ];
        random.NextBytes(message);
        return message;
    }

    /// <summary>The stream as reads bring it.</summary>
    public static List<byte[]> Pieces(byte[] stream, Random random)
    {
        var pieces = new List<byte[]>();
        var usual = random.Next(3) switch
        {
            0 when stream.Length < 20_000 => 10,
            1 => 2_000,
            _ => 100_000,
        };
        for (var start = 0; start < stream.Length; )
        {
            var length = Math.Min(random.Next(1, usual), stream.Length - start);
            pieces.Add(stream[start..(start + length)]);
            start += length;
        }

        return pieces;
    }

    /// <summary>Whether a message or a header has begun and not ended after these bytes.</summary>
    public static bool IsWithinMessage(ReadOnlySpan<byte> stream)
    {
        var within = false;
        while (stream.Length >= 2)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(stream);
            if (length > stream.Length - 2)
            {
                return true;
            }

            within = length > 0;
            stream = stream[(2 + length)..];
        }

        return within || stream.Length > 0;
    }

    private static void Append(MemoryStream chunks, ReadOnlySpan<byte> content)
    {
        chunks.Write([(byte)(content.Length >> 8), (byte)content.Length]);
        chunks.Write(content);
    }
}
