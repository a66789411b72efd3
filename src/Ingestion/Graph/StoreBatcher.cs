using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Gathers look-ups into round trips: what is asked for while a read is under way goes into the next one together, so a
/// level of a closure, or a whole page of packages, is one read.
/// </summary>
/// <param name="readAsync">Reads many names; the answer has the order of the names, null where there is none.</param>
/// <param name="cancellationToken">The end of the process: what is asked for later counts as not there.</param>
internal sealed class StoreBatcher<T>(
    Func<IReadOnlyList<string>, CancellationToken, ValueTask<IReadOnlyList<T?>>> readAsync,
    IngestionMetrics metrics,
    ILogger logger,
    CancellationToken cancellationToken
)
    where T : class
{
    private const int MaxBatch = 500;
    private const int MaxReaders = 2;

    private readonly Lock gate = new();
    private readonly Queue<(string Name, Action<T?> Then)> waiting = new();
    private int readers;

    /// <summary>
    /// Asks for a name; <paramref name="then"/> runs on the reading thread, with null when the store has none or fails (the
    /// registry is asked then).
    /// </summary>
    public void Read(string name, Action<T?> then) => Read([(name, then)]);

    /// <summary>Asks for several names in one step, so that they are one read.</summary>
    /// <inheritdoc cref="Read(string, Action{T})"/>
    public void Read(params IReadOnlyCollection<(string Name, Action<T?> Then)> asked)
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
        while (Take() is { Length: > 0 } batch)
        {
            var found = await ReadAsync(Array.ConvertAll(batch, static asked => asked.Name));
            for (var i = 0; i < batch.Length; i++)
            {
                HandOut(batch[i].Then, batch[i].Name, found?[i]);
            }
        }
    }

    /// <summary>The next batch: all that waits, up to the bound. When nothing does, the reader is counted out in the same step.</summary>
    private (string Name, Action<T?> Then)[] Take()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                readers--;
            }

            var batch = new (string Name, Action<T?> Then)[Math.Min(waiting.Count, MaxBatch)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = waiting.Dequeue();
            }

            return batch;
        }
    }

    private void HandOut(Action<T?> then, string name, T? found)
    {
        try
        {
            then(found);
        }
        catch (Exception e)
        {
            logger.LogError(e, "What the store has of package {Package} could not be taken in.", name);
        }
    }

    private async Task<IReadOnlyList<T?>?> ReadAsync(string[] names)
    {
        try
        {
            metrics.StoreReads.Record(names.Length);
            return await readAsync(names, cancellationToken);
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(
                    e,
                    "The store cannot be read; {Count} packages are taken from the registry.",
                    names.Length
                );
            }

            return null;
        }
    }
}
