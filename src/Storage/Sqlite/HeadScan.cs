using System.Runtime.CompilerServices;
using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Sqlite;

/// <summary>
/// Reads all heads in the order of their rows, which is the order of the file: by name they would be as many reads all over
/// it. Each batch is a snapshot of its own, so that a slow consumer holds back neither the log nor other readers; the next one is read
/// while a batch is gone through.
/// </summary>
internal static class HeadScan
{
    private const int HeadsPerBatch = 512;

    /// <summary>Bytes after which a batch takes no further head.</summary>
    private const int BytesPerBatch = 4 << 20;

    private const string BatchSql = """
        SELECT h.package_id, p.name, h.content FROM head h JOIN package p ON p.id = h.package_id
        WHERE h.package_id > ? ORDER BY h.package_id LIMIT ?
        """;

    public static async IAsyncEnumerable<PackageHead> RunAsync(
        SqliteReaders readers,
        HeadReader heads,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reading = ReadAsync(0);
        try
        {
            while (await reading is { HasMore: true } batch)
            {
                // On a thread of its own: what the consumer does with a head takes as long as reading it.
                reading = ReadAsync(batch.LastId);
                foreach (var head in batch.Heads)
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

        Task<Batch> ReadAsync(long afterId) =>
            Task.Run(
                () => readers.RunAsync((heads, afterId), ReadBatch, cancellationToken).AsTask(),
                cancellationToken
            );
    }

    private static Batch ReadBatch(SqliteSession session, (HeadReader Heads, long AfterId) state)
    {
        var batch = new Batch([], state.AfterId, false);
        var bytes = 0;
        using var rows = session.Query(BatchSql).Bind(state.AfterId).Bind(HeadsPerBatch);
        while (rows.Step())
        {
            var content = rows.Bytes(2).ToArray();
            if (state.Heads.Decode(rows.Text(1), content, HeadCodec.Decode) is { } head)
                batch.Heads.Add(head);
            batch = batch with { LastId = rows.Int64(0), HasMore = true };
            if ((bytes += content.Length) >= BytesPerBatch)
                break;
        }
        return batch;
    }

    /// <param name="Heads">What decoded.</param>
    /// <param name="LastId">Row id up to which the file has been read.</param>
    /// <param name="HasMore">Whether there was a row at all: there may be more behind it.</param>
    private readonly record struct Batch(List<PackageHead> Heads, long LastId, bool HasMore);
}
