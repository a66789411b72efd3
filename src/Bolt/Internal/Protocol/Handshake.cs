using System.Buffers.Binary;
using DepGraph.Bolt.Internal.Connections;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>
/// Agrees on a version: the client offers a manifest, and for servers that know none, two ranges of versions beside it.
/// https://neo4j.com/docs/bolt/current/bolt/handshake/
/// </summary>
internal static class Handshake
{
    private const uint Manifest = 0x000001FF;
    private const uint Http = 0x48545450;

    /// <summary>More than this many ranges in a manifest, or bytes in a number, are no manifest.</summary>
    private const int MaxOffers = 256;
    private const int MaxVarintBytes = 9;

    private const byte NewestMinor = 8;

    /// <summary>Magic, then four proposals: each ends in minor and major, and begins with how many minors below are meant too.</summary>
    private static readonly byte[] Opening =
    [
        0x60,
        0x60,
        0xB0,
        0x17,
        0x00,
        0x00,
        0x01,
        0xFF,
        0x00,
        NewestMinor,
        NewestMinor,
        0x05,
        0x00,
        0x00,
        0x04,
        0x04,
        0x00,
        0x00,
        0x00,
        0x00,
    ];

    /// <exception cref="ProtocolException">The server speaks no version that the driver does, or no Bolt.</exception>
    public static async ValueTask<BoltVersion> NegotiateAsync(Transport transport, CancellationToken cancellationToken)
    {
        await transport.WriteAsync(Opening, cancellationToken);
        var answer = await ReadUInt32Async(transport, cancellationToken);
        return answer switch
        {
            Manifest => await ChooseAsync(transport, cancellationToken),
            Http => throw new ProtocolException(
                $"{transport.Address} answers with HTTP. Bolt has a port of its own, usually {ServerAddress.DefaultPort}."
            ),
            0 => throw new ProtocolException(
                $"{transport.Address} speaks neither Bolt 4.4 nor 5.0 to 5.{NewestMinor}: is it older than Neo4j 4.4?"
            ),
            _ when answer >> 16 == 0 && IsSpoken((byte)answer, (byte)(answer >> 8)) => new BoltVersion(
                (byte)answer,
                (byte)(answer >> 8)
            ),
            _ => throw new ProtocolException(
                $"{transport.Address} answered the handshake with {answer:X8}: that is no version that was offered. Is it a Bolt server?"
            ),
        };
    }

    private static async ValueTask<BoltVersion> ChooseAsync(Transport transport, CancellationToken cancellationToken)
    {
        var count = await ReadVarintAsync(transport, cancellationToken);
        if (count > MaxOffers)
        {
            throw new ProtocolException($"{transport.Address} offers {count} ranges of versions: that is no manifest.");
        }

        BoltVersion? best = null;
        for (; count > 0; count--)
        {
            var offer = await ReadUInt32Async(transport, cancellationToken);
            var (major, newest, range) = ((byte)offer, (byte)(offer >> 8), (byte)(offer >> 16));
            for (int minor = newest; minor >= Math.Max(0, newest - range); minor--)
            {
                if (IsSpoken(major, (byte)minor) && best?.IsAtLeast(major, (byte)minor) != true)
                {
                    best = new BoltVersion(major, (byte)minor);
                }
            }
        }

        // Capabilities: none is known, so none is chosen of those that are offered.
        await ReadVarintAsync(transport, cancellationToken);
        var chosen =
            best
            ?? throw new ProtocolException(
                $"{transport.Address} offers no version of Bolt that the driver speaks, which are 4.4 and 5.0 to 5.{NewestMinor}."
            );
        byte[] choice = [0, 0, chosen.Minor, chosen.Major, 0];
        await transport.WriteAsync(choice, cancellationToken);
        return chosen;
    }

    private static bool IsSpoken(byte major, byte minor) => (major, minor) is (4, 4) or (5, <= NewestMinor);

    private static async ValueTask<uint> ReadUInt32Async(Transport transport, CancellationToken cancellationToken)
    {
        var bytes = new byte[sizeof(uint)];
        await ReadExactlyAsync(transport, bytes, cancellationToken);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>Seven bits a byte, the lowest first; the high bit says that more follow.</summary>
    private static async ValueTask<ulong> ReadVarintAsync(Transport transport, CancellationToken cancellationToken)
    {
        var (value, one) = (0UL, new byte[1]);
        for (var shift = 0; shift < 7 * MaxVarintBytes; shift += 7)
        {
            await ReadExactlyAsync(transport, one, cancellationToken);
            value |= (ulong)(one[0] & 0x7F) << shift;
            if (one[0] < 0x80)
            {
                return value;
            }
        }

        throw new ProtocolException(
            $"{transport.Address} sent a number of more than {MaxVarintBytes} bytes in its manifest."
        );
    }

    private static async ValueTask ReadExactlyAsync(
        Transport transport,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        while (buffer.Length > 0)
        {
            var count = await transport.ReadAsync(buffer, cancellationToken);
            if (count == 0)
            {
                throw new ServiceUnavailableException(
                    $"{transport.Address} closed the connection during the handshake. Does it expect encryption (bolt+s://, neo4j+s://)?"
                );
            }

            buffer = buffer[count..];
        }
    }
}
