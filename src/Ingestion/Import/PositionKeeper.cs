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
    private readonly StoredPosition kept = new(store, $"import {name}");

    /// <summary>Where an import of this file was ended; the begin when none was.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task<ImportPosition> ReadAsync(CancellationToken cancellationToken) =>
        await kept.ReadAsync(cancellationToken) is { } stored
            ? ImportPosition.Parse(stored) ?? ImportPosition.Begin
            : ImportPosition.Begin;

    /// <exception cref="StoreException">The store fails.</exception>
    public async Task MoveAsync(ImportPosition position)
    {
        if (!await kept.MoveAsync(position.ToString(), CancellationToken.None))
        {
            await kept.ReadAsync(CancellationToken.None);
        }
    }

    /// <summary>Forgets it: the import came to its end, or is to begin anew.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public Task ForgetAsync() => kept.ForgetAsync(CancellationToken.None);
}
