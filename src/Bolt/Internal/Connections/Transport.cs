using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>
/// The bytes of one connection, TLS or not; all that breaks it is a <see cref="Neo4jException"/>. Only <see cref="Abort"/> may be called
/// beside another member: it ends what is under way.
/// </summary>
internal sealed class Transport : Stream
{
    /// <summary>More is sent in pieces, so that a time limit is one for each of them.</summary>
    private const int LargestWrite = 1024 * 1024;

    private readonly Socket socket;
    private readonly Stream stream;
    private readonly TimeProvider time;
    private readonly SilenceDeadline deadline;
    private Neo4jException? abortion;

    public Transport(Socket socket, Stream stream, ServerAddress address, TimeProvider time)
    {
        this.socket = socket;
        this.stream = stream;
        this.time = time;
        Address = address;
        deadline = new SilenceDeadline(time, OnSilence);
    }

    public ServerAddress Address { get; }

    /// <summary>Whether a cancelled read leaves the stream as it was. TLS does not promise that.</summary>
    public bool CanCancelReads => stream is NetworkStream;

    /// <summary>How long the peer may neither send nor take anything when that is its turn; infinite for as long as it likes.</summary>
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

    /// <summary>A token that is cancelled after so long.</summary>
    public CancellationTokenSource LimitOf(TimeSpan delay) => new(delay, time);

    /// <summary>Reads what there is, at least one byte.</summary>
    /// <returns>How many bytes; 0 when the peer has closed.</returns>
    /// <exception cref="ServiceUnavailableException">The connection broke, or was aborted.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
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
            for (; buffer.Length > LargestWrite; buffer = buffer[LargestWrite..])
            {
                await WriteInTimeAsync(buffer[..LargestWrite], cancellationToken);
            }

            await WriteInTimeAsync(buffer, cancellationToken);
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
        try
        {
            await stream.DisposeAsync();
        }
        catch (Exception e) when (IsBroken(e))
        {
            // It is closed either way.
        }

        await base.DisposeAsync();
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask WriteInTimeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        deadline.Begin();
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
        }
        finally
        {
            deadline.End();
        }
    }

    private void OnSilence() =>
        Abort(
            new ConnectionReadTimeoutException(
                $"{Address} neither sent nor took anything for {SilenceLimit.TotalSeconds:0.###} s, though it was its turn; the connection is closed."
            )
        );

    private static bool IsBroken(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or InvalidOperationException;

    private Neo4jException Broken(Exception cause) =>
        Volatile.Read(ref abortion)
        ?? new ServiceUnavailableException($"The connection to {Address} broke: {cause.Message}", cause);
}
