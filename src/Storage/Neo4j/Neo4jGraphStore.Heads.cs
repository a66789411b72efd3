using System.Runtime.CompilerServices;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Neo4j;

internal sealed partial class Neo4jGraphStore
{
    public ValueTask<IReadOnlyList<PackageRecord?>> LoadAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    ) => ReadAsync(open => open.Heads.LoadAsync(names, cancellationToken));

    public ValueTask<IReadOnlyList<PackageDetails?>> LoadDetailsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    ) => ReadAsync(open => open.Heads.LoadDetailsAsync(names, cancellationToken));

    public async IAsyncEnumerable<PackageHead> ScanHeadsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var scan = Open.BeginScan();
        var reading = RunAsync(_ => scan.NextAsync(cancellationToken));
        try
        {
            while (await reading is { } heads)
            {
                // The server works while these are gone through.
                reading = RunAsync(_ => scan.NextAsync(cancellationToken));
                foreach (var head in heads)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return head;
                }
            }
        }
        finally
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<PackageDocuments>> ScanDocumentsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var scan = Open.BeginDocumentScan();
        while (await RunAsync(_ => scan.NextAsync(cancellationToken)) is { } documents)
            yield return documents;
    }

    public ValueTask<PackageHits> SearchPackagesAsync(
        SearchText text,
        int limit,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return ReadAsync(open => open.Search.FindAsync(text, limit, cancellationToken));
    }

    public async Task<IReadOnlyList<HeadCommit>> CommitAsync(
        IReadOnlyList<HeadWrite> batch,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var write in batch)
        {
            HeadWriteRules.Check(write);
            IndexKey.Check(write.Name, "A package's name");
        }
        if (batch.Count == 0)
            return [];
        var projection = Open.Projection;
        projection.Wake();
        var commits = await RunAsync(open => open.Committer.CommitAsync(batch, cancellationToken));
        projection.Wake();
        return commits;
    }

    public ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(open => open.Feed.LastSequenceAsync(cancellationToken));

    public ValueTask<IReadOnlyList<HeadChange>> ReadChangesAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    ) => ReadAsync(open => open.Feed.ChangesAsync(afterSequence, limit, cancellationToken));

    public ValueTask<IReadOnlyList<VersionGain>> ReadGainsAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken = default
    ) => ReadAsync(open => open.Feed.GainsAsync(afterSequence, limit, cancellationToken));

    public Task<int> ForgetGainsAsync(TimeSpan age, CancellationToken cancellationToken = default) =>
        RunAsync(open => open.Gains.ForgetAsync(age, cancellationToken));

    public ValueTask<IReadOnlyList<bool>> ContainsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken = default
    ) => ReadAsync(open => open.Names.FindAsync(names, cancellationToken));

    public ValueTask<IReadOnlyList<FetchAge>> OldestFetchedAsync(
        int count,
        DateTimeOffset before,
        CancellationToken cancellationToken = default
    ) => ReadAsync(open => open.Ages.OldestAsync(count, before, cancellationToken));

    public Task<int> ForgetMissingAsync(
        DateTimeOffset before,
        int limit,
        CancellationToken cancellationToken = default
    ) => RunAsync(open => open.Missing.ForgetAsync(before, limit, cancellationToken));
}
