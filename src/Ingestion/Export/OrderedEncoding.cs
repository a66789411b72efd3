namespace DepGraph.Ingestion.Export;

/// <summary>Encodes batches on several threads at once and hands over what becomes of them in the order in which they came.</summary>
internal static class OrderedEncoding
{
    /// <summary>How many batches are being encoded or wait to be handed over, at most.</summary>
    private static int MostInFlight => Environment.ProcessorCount + 2;

    /// <summary>Runs to the end of <paramref name="batches"/>. Whatever ends it earlier, nothing is being encoded any more when it returns.</summary>
    /// <param name="batches">What is encoded.</param>
    /// <param name="encode">On any thread.</param>
    /// <param name="write">One at a time.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public static async Task RunAsync<TBatch, TEncoded>(
        IAsyncEnumerable<TBatch> batches,
        Func<TBatch, TEncoded> encode,
        Func<TEncoded, ValueTask> write,
        CancellationToken cancellationToken
    )
    {
        var inFlight = new Queue<Task<TEncoded>>();
        try
        {
            await foreach (var batch in batches.WithCancellation(cancellationToken))
            {
                inFlight.Enqueue(Task.Run(() => encode(batch), CancellationToken.None));
                if (inFlight.Count == MostInFlight)
                {
                    await write(await inFlight.Dequeue());
                }
            }

            while (inFlight.TryDequeue(out var encoded))
            {
                await write(await encoded);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            foreach (var encoding in inFlight)
            {
                await ((Task)encoding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
