using System.Net;
using System.Net.Sockets;

namespace DepGraph.EndToEnd.Peers;

/// <summary>
/// A loopback port that refuses connections: it is bound, so that nobody else on the machine gets it meanwhile, and nothing
/// listens on it until <see cref="Open"/>.
/// </summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private bool isOpened;

    public ClosedPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>The address of what is not there, ending in a slash.</summary>
    public Uri Address => new($"http://127.0.0.1:{Number}/");

    /// <summary>Hands the bound socket to a server, which listens on it and closes it.</summary>
    public Socket Open()
    {
        isOpened = true;
        return socket;
    }

    public void Dispose()
    {
        if (!isOpened)
        {
            socket.Dispose();
        }
    }
}
