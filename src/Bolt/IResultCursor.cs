namespace DepGraph.Bolt;

/// <summary>A result as it arrives, record by record. Can be enumerated once.</summary>
public interface IResultCursor : IAsyncEnumerable<IRecord>
{
    /// <summary>Whether records may still be asked for.</summary>
    bool IsOpen { get; }

    /// <summary>The record that <see cref="FetchAsync"/> went to.</summary>
    /// <exception cref="InvalidOperationException">It was not called yet, or said that there is none.</exception>
    IRecord Current { get; }

    /// <summary>The names of the columns.</summary>
    Task<string[]> KeysAsync(CancellationToken cancellationToken = default);

    /// <summary>Goes to the next record; false when there is none.</summary>
    Task<bool> FetchAsync(CancellationToken cancellationToken = default);

    /// <summary>The next record, which stays the next one; null when there is none.</summary>
    Task<IRecord?> PeekAsync(CancellationToken cancellationToken = default);

    /// <summary>Discards what is left, and tells what the query did.</summary>
    Task<IResultSummary> ConsumeAsync(CancellationToken cancellationToken = default);

    /// <summary>All that is left.</summary>
    Task<List<IRecord>> ToListAsync(CancellationToken cancellationToken = default);

    /// <summary>All that is left, read straight from the wire.</summary>
    Task<List<T>> ToListAsync<T>(RowReader<T> read, CancellationToken cancellationToken = default);

    /// <summary>The only record.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    Task<IRecord> SingleAsync(CancellationToken cancellationToken = default);
}
