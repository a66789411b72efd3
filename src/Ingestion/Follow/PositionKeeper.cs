using DepGraph.Storage;

namespace DepGraph.Ingestion.Follow;

/// <summary>A feed's position in the store, which belongs to whoever moved it last.</summary>
internal sealed class PositionKeeper(IPositionStore store, string feed)
{
    /// <summary>Well within what a store takes as a name.</summary>
    private const int MostCharacters = 900;

    private readonly string name = $"feed {(feed.Length <= MostCharacters ? feed : feed[..MostCharacters])}";
    private string? stored;

    /// <summary>What the store has now; null: nothing.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    /// <exception cref="FeedException">What it has is no position.</exception>
    public async Task<FeedPosition?> ReadAsync(CancellationToken cancellationToken)
    {
        stored = await store.ReadPositionAsync(name, cancellationToken);
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
    public async Task<bool> MoveAsync(FeedPosition to, CancellationToken cancellationToken)
    {
        var text = to.ToString();
        if (text != stored && !await store.MovePositionAsync(name, stored, text, cancellationToken))
        {
            return false;
        }

        stored = text;
        return true;
    }

    /// <summary>Forgets it, whatever it is.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        do
        {
            stored = await store.ReadPositionAsync(name, cancellationToken);
        } while (!await store.MovePositionAsync(name, stored, to: null, cancellationToken));
        stored = null;
    }
}
