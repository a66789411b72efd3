using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;

namespace DepGraph.Benchmarks.Placement;

/// <summary>A source whose every answer takes a while, however many are asked for at once.</summary>
internal sealed class DelayedSource(IInstallSource source, TimeSpan latency) : IInstallSource
{
    private int _batches;
    private int _asked;

    public int Batches => _batches;

    public int Asked => _asked;

    public IReadOnlyList<Task<PackumentAnswer>> Ask(IReadOnlyList<string> names)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _asked, names.Count);
        return [.. source.Ask(names).Select(DelayAsync)];
    }

    public async ValueTask<TarballAnswer> OpenAsync(VersionManifest version, CancellationToken cancellationToken)
    {
        await Task.Delay(latency, cancellationToken);
        return await source.OpenAsync(version, cancellationToken);
    }

    private async Task<PackumentAnswer> DelayAsync(Task<PackumentAnswer> answer)
    {
        await Task.Delay(latency);
        return await answer;
    }
}
