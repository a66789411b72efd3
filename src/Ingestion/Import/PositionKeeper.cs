using DepGraph.Storage;

namespace DepGraph.Ingestion.Import;

/// <summary>
/// The position of an import in the store. Of two imports of one file at once each position is true, so whoever finds that the other has
/// moved it leaves it at that.
/// </summary>
/// <param name="store">Where it is.</param>
/// <param name="name">What is imported; see <see cref="ImportSource.Identity"/>.</param>
internal sealed class PositionKeeper(IPositionStore store, string name)
{
    private readonly string key = $"import {name}";
    private string? stored;

    /// <summary>Where an import of this file was ended; the begin when none was.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task<ImportPosition> ReadAsync(CancellationToken cancellationToken)
    {
        stored = await store.ReadPositionAsync(key, cancellationToken);
        return stored is null ? ImportPosition.Begin : ImportPosition.Parse(stored) ?? ImportPosition.Begin;
    }

    /// <exception cref="StoreException">The store fails.</exception>
    public async Task MoveAsync(ImportPosition position)
    {
        var text = position.ToString();
        stored = await store.MovePositionAsync(key, stored, text, CancellationToken.None)
            ? text
            : await store.ReadPositionAsync(key, CancellationToken.None);
    }

    /// <summary>Forgets it: the import came to its end, or is to begin anew.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task ForgetAsync()
    {
        while (!await store.MovePositionAsync(key, stored, to: null, CancellationToken.None))
        {
            stored = await store.ReadPositionAsync(key, CancellationToken.None);
        }

        stored = null;
    }
}
