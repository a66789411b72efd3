using System.Net.Sockets;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>
/// The bytes of one connection, TLS or not. Only <see cref="Abort"/> may be called beside another member: it ends what is under way.
/// </summary>
internal sealed class Transport : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly Stream stream;
    private readonly ReadDeadline deadline;
    private volatile Neo4jException? abortion;

    public Transport(Socket socket, Stream stream, ServerAddress address, TimeProvider time)
    {
        this.socket = socket;
        this.stream = stream;
        Address = address;
        deadline = new ReadDeadline(time, OnSilence);
    }

    public ServerAddress Address { get; }

    public bool IsEncrypted => stream is not NetworkStream;

    /// <summary>Whether a cancelled read leaves the stream as it was. TLS does not promise that.</summary>
    public bool CanCancelReads => !IsEncrypted;

    /// <summary>How long a read may wait; infinite for as long as it takes.</summary>
    public TimeSpan ReadTimeout
    {
        get => deadline.Limit;
        set => deadline.Limit = value;
    }

    /// <summary>
    /// Whether the peer has closed, or has sent what nobody asked for, while nothing was under way. Asks the system, not the peer.
    /// </summary>
    public bool IsStale
    {
        get
        {
            try
            {
                return abortion is not null || socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    /// <summary>Reads what there is, at least one byte, into <paramref name="buffer"/>.</summary>
    /// <returns>How many bytes; 0 when the peer has closed.</returns>
    /// <exception cref="ServiceUnavailableException">The connection broke, or was aborted.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        deadline.Begin();
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw Broken(e);
        }
        finally
        {
            deadline.End();
        }
    }

    /// <exception cref="ServiceUnavailableException">The connection broke, or was aborted.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw Broken(e);
        }
    }

    /// <summary>Closes at once; what waits fails with the reason.</summary>
    public void Abort(Neo4jException reason)
    {
        Interlocked.CompareExchange(ref abortion, reason, null);
        socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        deadline.Dispose();
        await stream.DisposeAsync();
        socket.Dispose();
    }

    private void OnSilence() =>
        Abort(
            new ConnectionReadTimeoutException(
                $"{Address} owes an answer and was silent for {ReadTimeout.TotalSeconds:0.###} s; the connection is closed."
            )
        );

    private static bool IsBroken(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or InvalidOperationException;

    private Neo4jException Broken(Exception cause) =>
        abortion ?? new ServiceUnavailableException($"The connection to {Address} broke: {cause.Message}", cause);
}
