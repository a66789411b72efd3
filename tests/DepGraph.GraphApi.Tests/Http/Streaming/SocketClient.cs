using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Http.Streaming;

/// <summary>A client of graphql-transport-ws, message by message.</summary>
internal sealed class SocketClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    /// <param name="server">Where to.</param>
    /// <param name="origin">The page's origin; null for a program.</param>
    /// <param name="protocol">Null for none.</param>
    public static async Task<SocketClient> OpenAsync(
        ApiServer server,
        string? origin = null,
        string? protocol = "graphql-transport-ws"
    )
    {
        var client = new SocketClient();
        try
        {
            if (protocol is not null)
            {
                client._socket.Options.AddSubProtocol(protocol);
            }

            if (origin is not null)
            {
                client._socket.Options.SetRequestHeader("Origin", origin);
            }

            var address = new UriBuilder(new Uri(server.Http.BaseAddress!, "graphql")) { Scheme = "ws" };
            client._socket.Options.CollectHttpResponseDetails = true;
            await client._socket.ConnectAsync(address.Uri, Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Opened, and acknowledged.</summary>
    public static async Task<SocketClient> ConnectAsync(ApiServer server)
    {
        var client = await OpenAsync(server);
        await client.SendAsync("""{"type":"connection_init"}""");
        (await client.ReceiveAsync())!.Value.GetProperty("type").GetString().ShouldBe("connection_ack");
        return client;
    }

    public Task SendAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, Token);

    public Task SubscribeAsync(string id, string query, object? variables = null) =>
        SendAsync(
            JsonSerializer.Serialize(
                new
                {
                    type = "subscribe",
                    id,
                    payload = new { query, variables },
                }
            )
        );

    /// <summary>The next message; null when the service has closed.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await CloseTooAsync();
                return null;
            }

            length += received.Count;
            if (received.EndOfMessage)
            {
                return JsonElement.Parse(_buffer.AsSpan(0, length));
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task CloseTooAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", Token);
        }
        catch (WebSocketException)
        {
            // The service waits for that for some seconds only, which a machine may stall for.
        }
    }
}
