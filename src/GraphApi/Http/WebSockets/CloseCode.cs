using System.Net.WebSockets;

namespace DepGraph.GraphApi.Http.WebSockets;

/// <summary>Why the service closes a WebSocket. https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md</summary>
internal static class CloseCode
{
    public const WebSocketCloseStatus GoingAway = WebSocketCloseStatus.EndpointUnavailable;
    public const WebSocketCloseStatus TooBig = WebSocketCloseStatus.MessageTooBig;
    public const WebSocketCloseStatus InvalidMessage = (WebSocketCloseStatus)4400;
    public const WebSocketCloseStatus Unauthorized = (WebSocketCloseStatus)4401;
    public const WebSocketCloseStatus InitTimeout = (WebSocketCloseStatus)4408;
    public const WebSocketCloseStatus SubscriberExists = (WebSocketCloseStatus)4409;
    public const WebSocketCloseStatus TooManyInits = (WebSocketCloseStatus)4429;
    public const WebSocketCloseStatus Internal = (WebSocketCloseStatus)4500;
}
