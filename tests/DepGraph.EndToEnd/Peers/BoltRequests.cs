using System.Buffers.Binary;

namespace DepGraph.EndToEnd.Peers;

/// <summary>Finds the messages in what a client of Bolt sends on one connection.</summary>
/// <param name="found">Gets each whole message, without its chunk headers.</param>
public sealed class BoltRequests(Action<byte[]> found)
{
    /// <summary>The magic number and four proposals.</summary>
    private const int HandshakeLength = 20;

    /// <summary>What a client answers to a manifest: the version that it takes, and an empty set of capabilities.</summary>
    private const int ChoiceLength = 5;

    private const uint Manifest = 0x0000_01FF;

    private readonly Lock gate = new();
    private readonly List<byte> sent = [];
    private readonly List<byte> answer = [];
    private readonly List<byte> message = [];
    private bool isGreeted;

    /// <summary>Takes the next bytes of the client.</summary>
    public void Read(ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            sent.AddRange(bytes.Span);
            if (isGreeted || TakeHandshake())
            {
                while (TakeChunk()) { }
            }
        }
    }

    /// <summary>Takes the next bytes of the server; only the first four matter, which say how the client goes on.</summary>
    public void NoteAnswer(ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            answer.AddRange(bytes.Span[..Math.Min(bytes.Length, sizeof(uint) - answer.Count)]);
        }
    }

    private bool TakeHandshake()
    {
        if (answer.Count < sizeof(uint))
        {
            return false;
        }

        var isManifest = BinaryPrimitives.ReadUInt32BigEndian(answer.ToArray()) == Manifest;
        var length = HandshakeLength + (isManifest ? ChoiceLength : 0);
        if (sent.Count < length)
        {
            return false;
        }

        sent.RemoveRange(0, length);
        return isGreeted = true;
    }

    private bool TakeChunk()
    {
        if (sent.Count < sizeof(ushort))
        {
            return false;
        }

        var length = (sent[0] << 8) | sent[1];
        if (sent.Count < sizeof(ushort) + length)
        {
            return false;
        }

        message.AddRange(sent.GetRange(sizeof(ushort), length));
        sent.RemoveRange(0, sizeof(ushort) + length);
        if (length == 0 && message.Count > 0)
        {
            found([.. message]);
            message.Clear();
        }

        return true;
    }
}
