using DepGraph.Storage;

namespace DepGraph.Ingestion;

/// <summary>A position that the store keeps, moved only from where it was seen last: of several processes each notices that another has moved it.</summary>
/// <param name="store">Where it is.</param>
/// <param name="name">Whose it is.</param>
internal sealed class StoredPosition(IPositionStore store, string name)
{
    private string? seen;

    /// <summary>What the store has now; null: nothing.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        seen = await store.ReadPositionAsync(name, cancellationToken);

    /// <summary>Moves it from what was read or written last. False: another process has moved it meanwhile.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task<bool> MoveAsync(string to, CancellationToken cancellationToken)
    {
        if (to != seen && !await store.MovePositionAsync(name, seen, to, cancellationToken))
        {
            return false;
        }

        seen = to;
        return true;
    }

    /// <summary>Forgets it, whatever it is.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        while (!await store.MovePositionAsync(name, seen, to: null, cancellationToken))
        {
            await ReadAsync(cancellationToken);
        }

        seen = null;
    }
}
