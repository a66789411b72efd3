using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Gathers questions to the store into round trips: what is asked for while one is under way goes into the next one together, so a
/// level of a closure, or a whole page of packages, is one.
/// </summary>
/// <param name="readAsync">Asks for many; the answer has the order of the keys, null where there is none.</param>
/// <param name="purpose">What is asked of the store, for the log: <c>packages cannot be read</c>.</param>
/// <param name="sizes">Gets the number of keys of each round trip; null: nobody counts them.</param>
/// <param name="gatherAsync">Waited for before a question that would otherwise be asked at once; null: nothing is waited for.</param>
/// <param name="joining">May add questions to a round trip that is about to be made, up to a number; null: nothing is added.</param>
/// <param name="cancellationToken">The end of the process: what is asked for later counts as not there.</param>
internal sealed class StoreBatcher<TKey, T>(
    Func<IReadOnlyList<TKey>, CancellationToken, ValueTask<IReadOnlyList<T?>>> readAsync,
    string purpose,
    Histogram<int>? sizes,
    ILogger logger,
    CancellationToken cancellationToken,
    Func<Task>? gatherAsync = null,
    Action<List<(TKey Key, Action<T?> Then)>, int>? joining = null
)
    where T : class
{
    private const int MaxBatch = 500;
    private const int MaxReaders = 2;

    private readonly Lock gate = new();
    private readonly Queue<(TKey Key, Action<T?> Then)> waiting = new();
    private int readers;

    /// <summary>Asks for one; <paramref name="then"/> runs on the reading thread, with null when the store has none or fails.</summary>
    public void Read(TKey key, Action<T?> then) => Read([(key, then)]);

    /// <summary>The same as a task, which never fails.</summary>
    public Task<T?> ReadAsync(TKey key)
    {
        var answer = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Read(key, answer.SetResult);
        return answer.Task;
    }

    /// <summary>Asks for several in one step, so that they are one round trip.</summary>
    /// <inheritdoc cref="Read(TKey, Action{T})"/>
    public void Read(params IReadOnlyCollection<(TKey Key, Action<T?> Then)> asked)
    {
        lock (gate)
        {
            foreach (var one in asked)
            {
                waiting.Enqueue(one);
            }

            if (readers == MaxReaders || waiting.Count == 0)
            {
                return;
            }

            readers++;
        }

        _ = Task.Run(DrainAsync, CancellationToken.None);
    }

    private async Task DrainAsync()
    {
        if (gatherAsync is not null)
        {
            await gatherAsync();
        }

        while (Take() is { Count: > 0 } batch)
        {
            var asked = batch.Count;
            joining?.Invoke(batch, MaxBatch);
            var found = await AskAsync([.. batch.Select(static one => one.Key)]);
            foreach (var i in OrderOf(asked, batch.Count, found))
            {
                HandOut(batch[i].Then, batch[i].Key, found?[i]);
            }
        }
    }

    /// <summary>The next batch: all that waits, up to the bound. When nothing does, the reader is counted out in the same step.</summary>
    private List<(TKey Key, Action<T?> Then)> Take()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                readers--;
            }

            var batch = new List<(TKey Key, Action<T?> Then)>(Math.Min(waiting.Count, MaxBatch));
            while (batch.Count < MaxBatch && waiting.TryDequeue(out var asked))
            {
                batch.Add(asked);
            }

            return batch;
        }
    }

    /// <summary>
    /// What was found of the added comes first: whoever goes on with what he asked for finds it there. What was not found of it comes last:
    /// by then he may have asked for it too.
    /// </summary>
    private static IEnumerable<int> OrderOf(int asked, int count, IReadOnlyList<T?>? found) =>
        asked == count
            ? Enumerable.Range(0, count)
            : Enumerable
                .Range(0, count)
                .OrderBy(i =>
                    i < asked ? 1
                    : found?[i] is null ? 2
                    : 0
                );

    private void HandOut(Action<T?> then, TKey key, T? found)
    {
        try
        {
            then(found);
        }
        catch (Exception e)
        {
            logger.LogError(e, "What the store says of {Key} could not be taken in.", key);
        }
    }

    private async Task<IReadOnlyList<T?>?> AskAsync(TKey[] keys)
    {
        try
        {
            sizes?.Record(keys.Length);
            return await readAsync(keys, cancellationToken);
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(e, "The store fails: {Count} {Purpose}.", keys.Length, purpose);
            }

            return null;
        }
    }
}
