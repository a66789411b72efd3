using System.Net;
using System.Net.Sockets;

namespace DepGraph.Testing;

/// <summary>
/// A free port of 127.0.0.1 for a server of another process, which cannot be handed a socket. As long as this is kept, something listens on the
/// same port of 127.0.0.2: nobody who reserves one so, in whichever process, gets it too.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    /// <summary>Ports are taken below those that the kernel gives to whoever asks for any, of which there are many on a machine that tests.</summary>
    private const int First = 20_000;
    private const int End = 32_768;

    private static readonly IPAddress Claims = IPAddress.Parse("127.0.0.2");

    private readonly TcpListener claim;

    private ReservedPort(TcpListener claim, int number) => (this.claim, Number) = (claim, number);

    public int Number { get; }

    public static ReservedPort Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (TryListen(Claims, port) is not { } claim)
            {
                continue;
            }

            if (TryListen(IPAddress.Loopback, port) is { } free)
            {
                free.Dispose();
                return new ReservedPort(claim, port);
            }

            claim.Dispose();
        }
    }

    public void Dispose() => claim.Dispose();

    /// <summary>Null when the port is taken there.</summary>
    private static TcpListener? TryListen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
