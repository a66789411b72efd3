namespace DepGraph.Bolt;

/// <summary>A transaction; disposing one that was not committed rolls it back.</summary>
public interface IAsyncTransaction : IAsyncQueryRunner, IAsyncDisposable
{
    /// <summary>Whether it was neither committed nor rolled back, and has not failed.</summary>
    bool IsOpen { get; }

    /// <summary>Makes it lasting. What is left of its results is discarded.</summary>
    /// <exception cref="IncompleteCommitException">The connection broke before the commit was answered.</exception>
    /// <exception cref="TransactionClosedException">It was committed or rolled back before.</exception>
    /// <exception cref="TransactionTerminatedException">It has failed before.</exception>
    Task CommitAsync(CancellationToken cancellationToken = default);

    /// <summary>Undoes it. One that has failed is rolled back already, and that is no error.</summary>
    /// <exception cref="TransactionClosedException">It was committed or rolled back before.</exception>
    Task RollbackAsync(CancellationToken cancellationToken = default);
}
