using System.Globalization;

namespace DepGraph.Ingestion.Import;

/// <summary>How far an import is at a moment, and how fast it has been since it was started.</summary>
/// <param name="Packages">Packages that are done with, in earlier runs too.</param>
/// <param name="Broken">Broken lines, in earlier runs too.</param>
/// <param name="PackageRate">Packages a second.</param>
/// <param name="ByteRate">Bytes of the file a second, compressed if it is; null when it has no length.</param>
/// <param name="Share">The share of the file that was read, 0 to 1; null when it has no length.</param>
/// <param name="Left">What it will take at this rate; null when nobody can tell.</param>
internal sealed record ProgressState(
    long Packages,
    long Broken,
    double PackageRate,
    double? ByteRate,
    double? Share,
    TimeSpan? Left
)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>As a line of its own.</summary>
    public string Text => $"{(Share is { } share ? Format($"{100 * share:F0} %, ") : "")}{Counts}{Tail}";

    /// <summary>As a bar that fills a line of a terminal.</summary>
    /// <param name="width">The line's characters; too few leave no bar.</param>
    public string Bar(int width)
    {
        var text = $"{Counts}{Tail}";
        if (Share is not { } share)
        {
            return Fit(text, width);
        }

        var percent = Format($" {100 * share, 3:F0} % ");
        var room = width - text.Length - percent.Length - 2;
        if (room < 5)
        {
            return Fit($"{percent.TrimStart()}{text}", width);
        }

        room = Math.Min(room, 40);
        var full = (int)(room * Math.Clamp(share, 0, 1));
        return Fit($"[{new string('#', full)}{new string('.', room - full)}]{percent}{text}", width);
    }

    private string Counts =>
        Format($"{Packages:N0} packages, {PackageRate:N0} a second")
        + (Broken > 0 ? Format($", {Broken:N0} broken lines") : "");

    private string Tail =>
        (ByteRate is { } bytes ? Format($", {bytes / 1e6:F1} MB/s") : "")
        + (Left is { } left ? $", {Duration(left)} left" : "");

    private static string Duration(TimeSpan left) =>
        left.ToString(left.Days > 0 ? @"d\.hh\:mm\:ss" : @"hh\:mm\:ss", Culture);

    private static string Format(FormattableString text) => text.ToString(Culture);

    private static string Fit(string text, int width) => text.Length <= width ? text : text[..Math.Max(width, 0)];
}
