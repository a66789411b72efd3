using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace DepGraph.Bolt.Tests.Fakes;

/// <summary>
/// A Bolt server on loopback that does what its script says, once for each connection. A script that meets another request than it
/// expects fails the test when the server is disposed.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<ScriptedPeer, Task> script;
    private readonly X509Certificate2? certificate;
    private readonly ConcurrentQueue<Exception> failures = new();
    private readonly ConcurrentQueue<ScriptedPeer> peers = new();
    private readonly ConcurrentBag<Task> serving = [];
    private readonly Task accepting;
    private int connections;
    private volatile bool isDead;

    /// <param name="script">What is done with each connection; after it everything is read and nothing answered.</param>
    /// <param name="certificate">For TLS; null for none.</param>
    public ScriptedServer(Func<ScriptedPeer, Task> script, X509Certificate2? certificate = null)
    {
        this.script = script;
        this.certificate = certificate;
        listener.Start();
        Address = new ServerAddress("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        accepting = AcceptAsync();
    }

    public ServerAddress Address { get; }

    public string Uri => $"bolt://{Address}";

    /// <summary>How many connections were accepted.</summary>
    public int Connections => connections;

    /// <summary>All requests of all connections, in the order of their arrival at each.</summary>
    public IReadOnlyList<ScriptedRequest> Requests => [.. peers.SelectMany(peer => peer.Requests)];

    /// <summary>Breaks all connections, and each further one at once. The port stays taken, so that nobody else is met there.</summary>
    public void Kill()
    {
        isDead = true;
        foreach (var peer in peers)
        {
            peer.Break();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(serving);
        stop.Dispose();
        if (!failures.IsEmpty)
        {
            throw new AggregateException("The script failed.", failures);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                if (isDead)
                {
                    socket.LingerState = new LingerOption(true, 0);
                    socket.Dispose();
                    continue;
                }

                var number = Interlocked.Increment(ref connections);
                serving.Add(Task.Run(() => ServeAsync(socket, number)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        using var owned = socket;
        socket.NoDelay = true;
        try
        {
            Stream stream = new NetworkStream(socket);
            if (certificate is not null)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(certificate);
                stream = secure;
            }

            var peer = new ScriptedPeer(number, socket, stream, stop.Token);
            peers.Enqueue(peer);
            await script(peer);
            await peer.DrainAsync();
        }
        catch (Exception e) when (IsEndOfConnection(e)) { }
        catch (Exception e)
        {
            failures.Enqueue(e);
        }
    }

    private static bool IsEndOfConnection(Exception e) =>
        e
            is IOException
                or SocketException
                or ObjectDisposedException
                or OperationCanceledException
                or System.Security.Authentication.AuthenticationException;
}
