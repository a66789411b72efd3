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
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var interval = Task.Delay(atMost, time, pause.Token);
        await Task.WhenAny(interval, channel.Reader.WaitToReadAsync(pause.Token).AsTask());
        await pause.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        channel.Reader.TryRead(out _);
    }
}
