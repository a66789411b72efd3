namespace DepGraph.Storage;

/// <summary>
/// Leases of single documents, so that two workers whose closures overlap do not fetch one document twice, and what became of the last
/// fetch. Who fetched a document commits it before releasing the lease: a claim that is granted afterwards shows the
/// commit's <see cref="DocumentState.FetchedAt"/>. A lease is a courtesy, not a lock: heads may be committed without. Under names that no package
/// can have the same serves for whatever one process at a time is to do.
/// </summary>
public interface IDocumentLeases
{
    /// <summary>
    /// Claims documents, each for itself, for <paramref name="duration"/>: granted where nobody has a lease that lasts, or the claimant
    /// itself has it (which makes a repeated claim harmless).
    /// </summary>
    /// <param name="documents">Each once.</param>
    /// <param name="holder">The claimant's name, of its own for each process.</param>
    /// <param name="duration">By the store's clock.</param>
    /// <param name="cancellationToken">Gives up before the claim, not in its middle.</param>
    /// <returns>One per document, in their order.</returns>
    Task<IReadOnlyList<DocumentClaim>> ClaimDocumentsAsync(
        IReadOnlyList<PackageDocument> documents,
        string holder,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Renews leases, from now on for <paramref name="duration"/>. Those that ended are passed over, and those that somebody has taken over.
    /// </summary>
    /// <param name="leases">What was leased, each with its <see cref="DocumentClaim.Token"/>.</param>
    /// <param name="duration">By the store's clock.</param>
    /// <param name="cancellationToken">Gives up; some may be renewed.</param>
    /// <returns>How many.</returns>
    Task<int> RenewDocumentsAsync(
        IReadOnlyList<KeyValuePair<PackageDocument, long>> leases,
        TimeSpan duration,
        CancellationToken cancellationToken = default
    );

    /// <summary>Ends leases. One that somebody has taken over meanwhile is passed over, its failure too.</summary>
    Task ReleaseDocumentsAsync(IReadOnlyList<DocumentRelease> releases, CancellationToken cancellationToken = default);

    /// <summary>What is known of documents, in their order.</summary>
    ValueTask<IReadOnlyList<DocumentState>> ReadDocumentStatesAsync(
        IReadOnlyList<PackageDocument> documents,
        CancellationToken cancellationToken = default
    );

    /// <summary>Forgets leases that ran out and failures that no longer count; returns how many documents were concerned.</summary>
    Task<int> ForgetEndedLeasesAsync(CancellationToken cancellationToken = default);
}
