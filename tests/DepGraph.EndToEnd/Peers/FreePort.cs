using System.Net;
using System.Net.Sockets;

namespace DepGraph.EndToEnd.Peers;

/// <summary>A loopback port where nothing listens.</summary>
public static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
