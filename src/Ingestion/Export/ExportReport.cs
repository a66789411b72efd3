using System.Globalization;

namespace DepGraph.Ingestion.Export;

/// <summary>A line once a second that says how far an export is, until disposal.</summary>
internal sealed class ExportReport : IAsyncDisposable
{
    private const double Mebibyte = 1 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ExportProgress progress;
    private readonly TextWriter output;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly ITimer timer;

    /// <param name="progress">What is reported.</param>
    /// <param name="output">Where to; safe for concurrent use.</param>
    /// <param name="time">The clock.</param>
    public ExportReport(ExportProgress progress, TextWriter output, TimeProvider time)
    {
        (this.progress, this.output, this.time) = (progress, output, time);
        started = time.GetTimestamp();
        timer = time.CreateTimer(_ => Write(), null, Interval, Interval);
    }

    /// <summary>What was done so far.</summary>
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Packages:N0} packages, {progress.Bytes / Mebibyte:N1} MiB in {Elapsed.TotalSeconds:F1} s"
        );

    private TimeSpan Elapsed => time.GetElapsedTime(started);

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Write()
    {
        var (elapsed, packages) = (Elapsed, progress.Packages);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{packages:N0} packages, {packages / elapsed.TotalSeconds:N0} a second, {progress.Bytes / Mebibyte:N0} MiB"
        );
        output.WriteLine(line + Remaining(elapsed, packages));
    }

    private string Remaining(TimeSpan elapsed, long packages)
    {
        if (packages == 0 || progress.Total == 0)
        {
            return "";
        }

        // What came during the export makes it more than all.
        var done = Math.Min(1, (double)packages / progress.Total);
        return string.Create(
            CultureInfo.InvariantCulture,
            $", {100 * done:F0} %, {elapsed * ((1 - done) / done):hh\\:mm\\:ss} left"
        );
    }
}
