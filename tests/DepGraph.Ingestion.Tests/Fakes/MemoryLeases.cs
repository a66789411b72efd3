using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>The document leases of a <see cref="MemoryStore"/>. Callers hold the store's gate.</summary>
internal sealed class MemoryLeases(TimeProvider time, Func<PackageDocument, DateTimeOffset?> fetchedAt)
{
    private readonly Dictionary<PackageDocument, Row> rows = [];
    private long lastToken;

    public IEnumerable<PackageDocument> Documents => rows.Keys;

    public DocumentClaim Claim(PackageDocument document, string holder, TimeSpan duration)
    {
        var state = Read(document);
        if (state.Holder is not null && state.Holder != holder)
        {
            return new DocumentClaim(false, 0, state);
        }

        if (!rows.TryGetValue(document, out var row))
        {
            rows[document] = row = new Row();
        }

        row.Token = state.Holder is null ? ++lastToken : row.Token;
        (row.Holder, row.Until) = (holder, time.GetUtcNow() + duration);
        return new DocumentClaim(true, row.Token, state with { Holder = holder, LeaseRemaining = duration });
    }

    public int Renew(IReadOnlyList<KeyValuePair<PackageDocument, long>> leases, TimeSpan duration)
    {
        var held = leases
            .Select(lease => (Row: rows.GetValueOrDefault(lease.Key), Token: lease.Value))
            .Where(lease => lease.Row is { Holder: not null } && lease.Row.Token == lease.Token)
            .Select(lease => lease.Row!)
            .ToList();
        held.ForEach(row => row.Until = time.GetUtcNow() + duration);
        return held.Count;
    }

    public void Release(DocumentRelease release)
    {
        if (!rows.TryGetValue(release.Document, out var row) || row.Token != release.Token)
        {
            return;
        }

        if (release.Failure is not { } failure)
        {
            rows.Remove(release.Document);
            return;
        }

        row.Holder = null;
        row.Failure = failure;
        row.FailureUntil = time.GetUtcNow() + failure.Remaining;
    }

    public DocumentState Read(PackageDocument document)
    {
        var now = time.GetUtcNow();
        var row = rows.GetValueOrDefault(document);
        var isLeased = row is { Holder: not null } && row.Until > now;
        return new DocumentState
        {
            FetchedAt = fetchedAt(document),
            Holder = isLeased ? row!.Holder : null,
            LeaseRemaining = isLeased ? row!.Until - now : TimeSpan.Zero,
            Failure =
                row is { Failure: { } failure } && row.FailureUntil > now
                    ? failure with
                    {
                        Remaining = row.FailureUntil - now,
                    }
                    : null,
        };
    }

    public int Forget()
    {
        var ended = rows.Where(pair => Read(pair.Key) is { Holder: null, Failure: null }).ToList();
        ended.ForEach(pair => rows.Remove(pair.Key));
        return ended.Count;
    }

    private sealed class Row
    {
        public long Token { get; set; }

        public string? Holder { get; set; }

        public DateTimeOffset Until { get; set; }

        public DocumentFailure? Failure { get; set; }

        public DateTimeOffset FailureUntil { get; set; }
    }
}
