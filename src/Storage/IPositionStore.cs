namespace DepGraph.Storage;

/// <summary>
/// How far somebody has come who works through something from beginning to end, and wants to go on there after an end of any kind: a text
/// by name. It is to be moved behind what it stands for.
/// </summary>
public interface IPositionStore
{
    /// <summary>The position of that name; null when there is none.</summary>
    ValueTask<string?> ReadPositionAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces a position, unless another process has moved it meanwhile. Durable when the task completes; doing it twice is as good as
    /// once.
    /// </summary>
    /// <param name="name">At most 1,000 bytes as UTF-8.</param>
    /// <param name="from">What it is to the caller's knowledge; null: there is none.</param>
    /// <param name="to">What it becomes; null: there is none any more.</param>
    /// <param name="cancellationToken">Gives up before the write, not in its middle.</param>
    /// <returns>False when it was neither the one nor the other; then it is left as it is.</returns>
    Task<bool> MovePositionAsync(string name, string? from, string? to, CancellationToken cancellationToken = default);
}
