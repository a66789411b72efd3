using System.Threading.Channels;

namespace DepGraph.Ingestion;

/// <summary>Wakes a loop that looks in intervals, because there may be something for it. One loop waits for it.</summary>
internal class Signal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Set() => channel.Writer.TryWrite(true);

    /// <summary>Completes when it was set since the last wait, or after a while.</summary>
    /// <param name="atMost">How long that while is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="other">Something else that ends the wait by completing; null for nothing.</param>
    public async Task WaitAsync(
        TimeSpan atMost,
        TimeProvider time,
        CancellationToken cancellationToken,
        Task? other = null
    )
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var interval = Task.Delay(atMost, time, pause.Token);
        var signal = channel.Reader.WaitToReadAsync(pause.Token).AsTask();
        await (other is null ? Task.WhenAny(interval, signal) : Task.WhenAny(interval, signal, other));
        await pause.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        channel.Reader.TryRead(out _);
    }
}
