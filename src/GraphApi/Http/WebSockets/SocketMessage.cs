using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DepGraph.GraphApi.Http.WebSockets;

/// <summary>What a client sends. https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md</summary>
internal enum SocketMessageType
{
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    Complete,
}

/// <summary>A message of a client, of the shape that its type asks for.</summary>
/// <param name="Id">Not empty for <c>subscribe</c> and <c>complete</c>; empty for the others.</param>
/// <param name="Payload">A JSON object, copied out of the message; empty where there is none.</param>
internal sealed record SocketMessage(SocketMessageType Type, string Id, ReadOnlyMemory<byte> Payload)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    /// <summary>False, with what is wrong, for what the protocol does not know.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> text,
        [NotNullWhen(true)] out SocketMessage? message,
        [NotNullWhen(false)] out string? problem
    )
    {
        message = null;
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            problem = Read(document.RootElement, out message);
        }
        catch (JsonException)
        {
            problem = "it is not JSON";
        }
        catch (InvalidOperationException)
        {
            problem = "it holds half a surrogate pair";
        }

        return problem is null;
    }

    private static string? Read(JsonElement root, out SocketMessage? message)
    {
        message = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return "it is not an object";
        }

        if (!root.TryGetProperty("type", out var name) || TypeOf(name) is not { } type)
        {
            return "its type is none that a client sends";
        }

        var id = "";
        if (type is SocketMessageType.Subscribe or SocketMessageType.Complete)
        {
            id =
                root.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String
                    ? given.GetString()!
                    : "";
            if (id.Length == 0)
            {
                return "its id must be a text that is not empty";
            }
        }

        ReadOnlyMemory<byte> payload = default;
        if (root.TryGetProperty("payload", out var value) && value.ValueKind != JsonValueKind.Null)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                return "its payload must be an object";
            }

            payload = JsonMarshal.GetRawUtf8Value(value).ToArray();
        }

        if (type == SocketMessageType.Subscribe && payload.IsEmpty)
        {
            return "it has no payload";
        }

        message = new SocketMessage(type, id, payload);
        return null;
    }

    private static SocketMessageType? TypeOf(JsonElement name) =>
        name.ValueKind != JsonValueKind.String ? null
        : name.ValueEquals("subscribe"u8) ? SocketMessageType.Subscribe
        : name.ValueEquals("complete"u8) ? SocketMessageType.Complete
        : name.ValueEquals("ping"u8) ? SocketMessageType.Ping
        : name.ValueEquals("pong"u8) ? SocketMessageType.Pong
        : name.ValueEquals("connection_init"u8) ? SocketMessageType.ConnectionInit
        : null;
}
