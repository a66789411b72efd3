using System.Globalization;

namespace DepGraph.Ingestion.Import;

/// <summary>A line once a second that says how far an import is, until disposal.</summary>
internal sealed class ProgressReport : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ImportProgress progress;
    private readonly Func<double?> share;
    private readonly TextWriter output;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly ITimer timer;

    /// <param name="progress">What is reported.</param>
    /// <param name="share">The share of the input that was read, 0 to 1; null when unknown.</param>
    /// <param name="output">Where to; safe for concurrent use.</param>
    /// <param name="time">The clock.</param>
    public ProgressReport(ImportProgress progress, Func<double?> share, TextWriter output, TimeProvider time)
    {
        (this.progress, this.share, this.output, this.time) = (progress, share, output, time);
        started = time.GetTimestamp();
        timer = time.CreateTimer(_ => Write(), null, Interval, Interval);
    }

    /// <summary>What became of everything so far.</summary>
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Packages:N0} packages in {Elapsed.TotalSeconds:F1} s: {progress.Changed:N0} new or changed, {progress.Confirmed:N0} unchanged, {progress.Superseded:N0} older than what is stored; {progress.Broken:N0} broken lines"
        );

    private TimeSpan Elapsed => time.GetElapsedTime(started);

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Write()
    {
        var elapsed = Elapsed;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Packages:N0} packages, {progress.Packages / elapsed.TotalSeconds:N0} a second, {progress.Broken:N0} broken lines"
        );
        output.WriteLine(line + Remaining(elapsed));
    }

    private string Remaining(TimeSpan elapsed) =>
        share() is > 0 and var done
            ? string.Create(
                CultureInfo.InvariantCulture,
                $", {100 * done:F0} % read, {elapsed * ((1 - done) / done):hh\\:mm\\:ss} left"
            )
            : "";
}
