using System.Net.Sockets;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>
/// The bytes of one connection, TLS or not; all that breaks it is a <see cref="Neo4jException"/>. Only <see cref="Abort"/> may be called
/// beside another member: it ends what is under way.
/// </summary>
internal sealed class Transport : Stream
{
    private readonly Socket socket;
    private readonly Stream stream;
    private readonly ReadDeadline deadline;
    private Neo4jException? abortion;

    public Transport(Socket socket, Stream stream, ServerAddress address, TimeProvider time)
    {
        this.socket = socket;
        this.stream = stream;
        Address = address;
        deadline = new ReadDeadline(time, OnSilence);
    }

    public ServerAddress Address { get; }

    /// <summary>Whether a cancelled read leaves the stream as it was. TLS does not promise that.</summary>
    public bool CanCancelReads => stream is NetworkStream;

    /// <summary>How long each read may wait for its first byte; infinite for as long as it takes.</summary>
    public TimeSpan SilenceLimit
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
                return socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads what there is, at least one byte.</summary>
    /// <returns>How many bytes; 0 when the peer has closed.</returns>
    /// <exception cref="ServiceUnavailableException">The connection broke, or was aborted.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
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
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await stream.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw Broken(e);
        }
    }

    /// <summary>Nothing is kept back.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Closes at once; what waits fails with the reason.</summary>
    public void Abort(Neo4jException reason)
    {
        Interlocked.CompareExchange(ref abortion, reason, null);
        socket.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        deadline.Dispose();
        await stream.DisposeAsync();
        await base.DisposeAsync();
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void OnSilence() =>
        Abort(
            new ConnectionReadTimeoutException(
                $"{Address} owes an answer and was silent for {SilenceLimit.TotalSeconds:0.###} s; the connection is closed."
            )
        );

    private static bool IsBroken(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or InvalidOperationException;

    private Neo4jException Broken(Exception cause) =>
        Volatile.Read(ref abortion)
        ?? new ServiceUnavailableException($"The connection to {Address} broke: {cause.Message}", cause);
}
