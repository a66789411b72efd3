namespace DepGraph.Storage;

/// <summary>What is known of one document's fetching. All times are by the store's clock but <see cref="FetchedAt"/>, which its fetcher wrote.</summary>
public sealed record DocumentState
{
    /// <summary>
    /// When the stored document was last confirmed by the registry; null when none is stored. For the abbreviated document a
    /// package that the registry does not know counts as stored.
    /// </summary>
    public required DateTimeOffset? FetchedAt { get; init; }

    /// <summary>Who fetches it now; null: nobody.</summary>
    public required string? Holder { get; init; }

    /// <summary>How long that lease still lasts; zero when there is none.</summary>
    public required TimeSpan LeaseRemaining { get; init; }

    /// <summary>Why the last fetch failed, while that counts; null otherwise.</summary>
    public required DocumentFailure? Failure { get; init; }
}
