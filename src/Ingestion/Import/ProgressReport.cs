using System.Globalization;

namespace DepGraph.Ingestion.Import;

/// <summary>
/// Says how far an import is, until disposal: on a terminal by a bar, several times a second; else by a line once in a while, and once more at the
/// end.
/// </summary>
internal sealed class ProgressReport : IAsyncDisposable
{
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly ImportProgress progress;
    private readonly Func<ReadSoFar?> read;
    private readonly TextWriter output;
    private readonly Func<int>? width;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly long packagesBefore;
    private readonly long bytesBefore;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private int shown;
    private bool hasEnded;

    /// <param name="progress">What is reported.</param>
    /// <param name="read">How much of the input was read; null when unknown.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">The width of the terminal that this is; null: it is none.</param>
    /// <param name="time">The clock.</param>
    public ProgressReport(
        ImportProgress progress,
        Func<ReadSoFar?> read,
        TextWriter output,
        Func<int>? width,
        TimeProvider time
    )
    {
        (this.progress, this.read, this.output, this.width, this.time) = (progress, read, output, width, time);
        (started, packagesBefore, bytesBefore) = (time.GetTimestamp(), progress.Packages, read()?.Bytes ?? 0);
        var interval = width is null ? LineInterval : BarInterval;
        timer = time.CreateTimer(_ => Show(), null, interval, interval);
    }

    /// <summary>What became of everything, in earlier runs too; the time is this run's.</summary>
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Packages:N0} packages in {Elapsed.TotalSeconds:F1} s: {progress.Changed:N0} new or changed, {progress.Confirmed:N0} unchanged, {progress.Superseded:N0} older than what is stored; {progress.Broken:N0} broken lines"
        );

    private TimeSpan Elapsed => time.GetElapsedTime(started);

    /// <summary>Writes a line without disturbing the bar.</summary>
    public void Say(string message)
    {
        lock (gate)
        {
            Clear();
            output.WriteLine(message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        lock (gate)
        {
            hasEnded = true;
            Clear();
        }
    }

    private void Show()
    {
        lock (gate)
        {
            if (hasEnded)
            {
                return;
            }

            var state = State();
            if (width is null)
            {
                output.WriteLine(state.Text);
                return;
            }

            // The last column stays free: a terminal may break the line behind it.
            var bar = state.Bar(width() - 1);
            output.Write($"\r{bar}{new string(' ', Math.Max(0, shown - bar.Length))}");
            output.Flush();
            shown = bar.Length;
        }
    }

    private void Clear()
    {
        if (shown > 0)
        {
            output.Write($"\r{new string(' ', shown)}\r");
            shown = 0;
        }
    }

    private ProgressState State()
    {
        var seconds = Math.Max(Elapsed.TotalSeconds, 0.001);
        var packageRate = (progress.Packages - packagesBefore) / seconds;
        if (read() is not { } sofar)
        {
            return new ProgressState(progress.Packages, progress.Broken, packageRate, null, null, null);
        }

        var byteRate = (sofar.Bytes - bytesBefore) / seconds;
        var left = byteRate > 0 ? (sofar.Length - sofar.Bytes) / byteRate : double.PositiveInfinity;
        return new ProgressState(
            progress.Packages,
            progress.Broken,
            packageRate,
            byteRate,
            (double)sofar.Bytes / sofar.Length,
            left < TimeSpan.FromDays(1_000).TotalSeconds ? TimeSpan.FromSeconds(left) : null
        );
    }
}
