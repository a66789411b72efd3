using DepGraph.Storage;

namespace DepGraph.Ingestion.Follow;

/// <summary>A feed's position in the store, which belongs to whoever moved it last.</summary>
internal sealed class PositionKeeper(IPositionStore store, string feed)
{
    /// <summary>Well within what a store takes as a name.</summary>
    private const int MostCharacters = 900;

    private readonly StoredPosition position = new(
        store,
        $"feed {(feed.Length <= MostCharacters ? feed : feed[..MostCharacters])}"
    );

    /// <summary>What the store has now; null: nothing.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    /// <exception cref="FeedException">What it has is no position.</exception>
    public async Task<FeedPosition?> ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await position.ReadAsync(cancellationToken);
        try
        {
            return stored is null ? null : FeedPosition.Parse(stored);
        }
        catch (FormatException failure)
        {
            throw new FeedException(
                $"How far the feed {feed} was followed cannot be read; begin anew with `depgraph follow --reset`.",
                failure
            );
        }
    }

    /// <summary>Moves it from what was read or written last. False: another process has moved it meanwhile.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public Task<bool> MoveAsync(FeedPosition to, CancellationToken cancellationToken) =>
        position.MoveAsync(to.ToString(), cancellationToken);

    /// <summary>Forgets it, whatever it is.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public Task ForgetAsync(CancellationToken cancellationToken) => position.ForgetAsync(cancellationToken);
}
