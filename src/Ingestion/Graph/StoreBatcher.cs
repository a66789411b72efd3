using System.Collections.Concurrent;
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

    private readonly ConcurrentQueue<(string Name, Action<T?> Then)> waiting = new();
    private int readers;

    /// <summary>
    /// Asks for a name; <paramref name="then"/> runs on the reading thread, with null when the store has none or fails (the
    /// registry is asked then).
    /// </summary>
    public void Read(string name, Action<T?> then)
    {
        waiting.Enqueue((name, then));
        TryStartReader();
    }

    private void TryStartReader()
    {
        while (!waiting.IsEmpty)
        {
            var current = Volatile.Read(ref readers);
            if (current >= MaxReaders)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref readers, current + 1, current) == current)
            {
                _ = Task.Run(DrainAsync, CancellationToken.None);
                return;
            }
        }
    }

    private async Task DrainAsync()
    {
        var names = new List<string>();
        var thens = new List<Action<T?>>();
        while (waiting.TryDequeue(out var first))
        {
            names.Clear();
            thens.Clear();
            names.Add(first.Name);
            thens.Add(first.Then);
            while (names.Count < MaxBatch && waiting.TryDequeue(out var next))
            {
                names.Add(next.Name);
                thens.Add(next.Then);
            }

            var found = await ReadAsync(names.ToArray());
            for (var i = 0; i < thens.Count; i++)
            {
                HandOut(thens[i], names[i], found?[i]);
            }
        }

        Interlocked.Decrement(ref readers);
        // Something may have come after the queue was found empty and before this reader was counted out.
        TryStartReader();
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
