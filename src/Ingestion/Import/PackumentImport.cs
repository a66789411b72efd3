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
    public ImportProgress Progress { get; } = new(options.From);

    /// <summary>
    /// Reads to the end. What was parsed before a failure or a cancellation is committed; <see cref="ImportOptions.OnCommitted"/> says where
    /// to go on.
    /// </summary>
    /// <param name="lines">UTF-8, uncompressed, from <see cref="ImportOptions.From"/> on; not disposed.</param>
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
            var reader = new LineReader(lines, options.MaxLineBytes, options.From.Offset, options.From.Line);
            while (TryParse(reader, out var write))
            {
                batch.Add(
                    write,
                    options.From with
                    {
                        Offset = reader.Offset,
                        Line = reader.Number,
                        Broken = Progress.Broken,
                    }
                );

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
                write = WriteOf(line);
            }
            catch (FormatException failure)
            {
                CountBroken(reader.Number, failure.Message);
            }
        }

        return true;
    }

    private HeadWrite WriteOf(ReadOnlySpan<byte> line)
    {
        var origin = LineOrigin.Read(line);
        // Nothing is younger than its file.
        var fetchedAt = Earlier(origin?.FetchedAt, options.AsOf);
        if (origin?.Missing is { } missing)
        {
            return new HeadWrite
            {
                Name = missing,
                Head = null,
                FetchedAt = fetchedAt,
            };
        }

        var (head, details) = PackumentLine.Read(line);
        return new HeadWrite
        {
            Name = head.Name,
            Head = head,
            FetchedAt = fetchedAt,
            ETag = origin?.ETag,
            LastModified = origin?.LastModified,
            Full = details is null
                ? null
                : new DocumentAspect(
                    origin?.Full?.ETag,
                    origin?.Full?.LastModified,
                    Earlier(origin?.Full?.FetchedAt, options.AsOf)
                ),
            Details = details,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

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

        await options.OnCommitted(
            batch.End with
            {
                Changed = Progress.Changed,
                Confirmed = Progress.Confirmed,
                Superseded = Progress.Superseded,
            }
        );
    }

    private sealed class Batch
    {
        public List<HeadWrite> Writes { get; } = [];

        public long Bytes { get; private set; }

        /// <summary>Where its last line ends.</summary>
        public ImportPosition End { get; private set; } = ImportPosition.Begin;

        /// <param name="write">Null for a line that brings none.</param>
        /// <param name="end">Where the line ends.</param>
        public void Add(HeadWrite? write, ImportPosition end)
        {
            End = end;
            if (write is not null)
            {
                Writes.Add(write);
                Bytes += (write.Head?.EstimatedBytes ?? 0) + (write.Details?.EstimatedBytes ?? 0);
            }
        }
    }
}
