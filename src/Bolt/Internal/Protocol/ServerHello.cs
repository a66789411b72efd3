using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>What a server says of itself and of what it wants, in its answer to HELLO.</summary>
internal sealed class ServerHello : ResponseHandler
{
    /// <summary>Product and version.</summary>
    public string Agent { get; private set; } = "";

    /// <summary>The server's name of the connection, for logs.</summary>
    public string ConnectionId { get; private set; } = "";

    /// <summary>How long a silence of the server is to be borne; null for any.</summary>
    public TimeSpan? ReceiveTimeout { get; private set; }

    /// <summary>Whether the server wants to know by which methods the driver is used.</summary>
    public bool WantsTelemetry { get; private set; }

    /// <summary>Whether each server of the cluster finds the home database and the right server itself.</summary>
    public bool RoutesItself { get; private set; }

    /// <summary>Whether a server of Bolt 4.4 has agreed to date-times in UTC.</summary>
    public bool HasUtcPatch { get; private set; }

    public override void OnSuccess(RequestTag request, ref PackStreamReader metadata)
    {
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (key.SequenceEqual("server"u8))
            {
                Agent = metadata.ReadString();
            }
            else if (key.SequenceEqual("connection_id"u8))
            {
                ConnectionId = metadata.ReadString();
            }
            else if (key.SequenceEqual("hints"u8))
            {
                ReadHints(ref metadata);
            }
            else if (key.SequenceEqual("patch_bolt"u8))
            {
                ReadPatches(ref metadata);
            }
            else
            {
                metadata.Skip();
            }
        }
    }

    /// <summary>A hint of an unexpected type is none: hints are no part of the contract.</summary>
    private void ReadHints(ref PackStreamReader metadata)
    {
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            var type = metadata.PeekType();
            if (key.SequenceEqual("connection.recv_timeout_seconds"u8) && type == PackStreamType.Integer)
            {
                var seconds = metadata.ReadInteger();
                ReceiveTimeout = seconds is > 0 and <= int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
            }
            else if (key.SequenceEqual("telemetry.enabled"u8) && type == PackStreamType.Boolean)
            {
                WantsTelemetry = metadata.ReadBoolean();
            }
            else if (key.SequenceEqual("ssr.enabled"u8) && type == PackStreamType.Boolean)
            {
                RoutesItself = metadata.ReadBoolean();
            }
            else
            {
                metadata.Skip();
            }
        }
    }

    private void ReadPatches(ref PackStreamReader metadata)
    {
        for (var left = metadata.ReadListHeader(); left > 0; left--)
        {
            HasUtcPatch |= metadata.ReadUtf8().SequenceEqual("utc"u8);
        }
    }
}
