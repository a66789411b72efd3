using System.Threading.Channels;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Import;

/// <summary>
/// Brings a stream of packuments, one a line, into the store: one thread reads and parses while another commits. In memory are a
/// line and at most four batches, whatever the stream's length.
/// </summary>
internal sealed class PackumentImport(IHeadStore store, ImportOptions options)
{
    private readonly Channel<Batch> batches = Channel.CreateBounded<Batch>(
        new BoundedChannelOptions(2) { SingleReader = true, SingleWriter = true }
    );

    private readonly BulkBatch full = options.Batch ?? store.BulkBatch;

    /// <summary>How far it is.</summary>
    public ImportProgress Progress { get; } = new();

    /// <summary>
    /// Reads to the end. What was parsed before a failure or a cancellation is committed: importing again goes on from there, as
    /// what the store has is confirmed without being written.
    /// </summary>
    /// <param name="lines">UTF-8, uncompressed; not disposed.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StoreException">A commit failed; nothing of that batch is stored.</exception>
    /// <exception cref="IOException">The stream broke.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(Stream lines, CancellationToken cancellationToken = default)
    {
        using var failed = new CancellationTokenSource();
        var parsing = Task.Run(() => ParseAsync(lines, cancellationToken, failed.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(CancellationToken.None))
            {
                await CommitAsync(batch);
            }
        }
        catch
        {
            await failed.CancelAsync();
            await parsing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await parsing;
    }

    private async Task ParseAsync(Stream lines, CancellationToken stopped, CancellationToken commitFailed)
    {
        var batch = new Batch();
        try
        {
            var reader = new LineReader(lines, options.MaxLineBytes);
            while (TryParse(reader, out var write))
            {
                if (write is not null)
                {
                    batch.Add(write);
                }

                if (batch.Bytes >= full.Bytes || batch.Writes.Count >= full.Packages)
                {
                    await batches.Writer.WriteAsync(batch, commitFailed);
                    batch = new Batch();
                }

                stopped.ThrowIfCancellationRequested();
                commitFailed.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            // Whatever ended the reading, what was parsed is handed over.
            if (!commitFailed.IsCancellationRequested)
            {
                await batches.Writer.WriteAsync(batch, commitFailed);
            }

            batches.Writer.Complete();
        }
    }

    /// <summary>False at the end; null for a line that is empty or broken.</summary>
    private bool TryParse(LineReader reader, out HeadWrite? write)
    {
        write = null;
        if (!reader.TryRead(out var line))
        {
            return false;
        }

        if (reader.IsTooLong)
        {
            CountBroken(reader.Number, $"It is longer than {options.MaxLineBytes:N0} bytes.");
        }
        else if (line.ContainsAnyExcept(" \t\r"u8))
        {
            try
            {
                var (head, details) = PackumentLine.Read(line);
                write = new HeadWrite
                {
                    Name = head.Name,
                    Head = head,
                    FetchedAt = options.AsOf,
                    Full = details is null ? null : new DocumentAspect(null, null, options.AsOf),
                    Details = details,
                };
            }
            catch (FormatException failure)
            {
                CountBroken(reader.Number, failure.Message);
            }
        }

        return true;
    }

    private void CountBroken(long line, string problem)
    {
        Progress.CountBroken();
        options.OnBroken(line, problem);
    }

    private async Task CommitAsync(Batch batch)
    {
        if (batch.Writes.Count == 0)
        {
            return;
        }

        foreach (var commit in await store.CommitAsync(batch.Writes, CancellationToken.None))
        {
            Progress.Count(commit.Outcome);
        }
    }

    private sealed class Batch
    {
        public List<HeadWrite> Writes { get; } = [];

        public long Bytes { get; private set; }

        public void Add(HeadWrite write)
        {
            Writes.Add(write);
            Bytes += write.Head!.EstimatedBytes + (write.Details?.EstimatedBytes ?? 0);
        }
    }
}
