using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Jobs;

/// <summary>
/// (:DocumentLease) nodes: one for each document that is being fetched, or whose last fetch failed. Each is locked before it is looked at,
/// in the order of names, so claims of the same documents meet one after another.
/// </summary>
internal sealed class DocumentLeases(Neo4jDatabase database)
{
    /// <summary>As many as one transaction deletes.</summary>
    private const int ForgetLimit = 5000;

    /// <summary>What <see cref="DocumentRow.Read"/> reads, of the lease <c>l</c> (null for none) and the document <c>row</c>.</summary>
    private const string StateColumns = """
        row.place, p.state, p.fetchedAt, p.fullFetchedAt,
        CASE WHEN l.leaseUntil > now THEN l.holder END, l.leaseUntil.epochMillis - now.epochMillis, l.token,
        l.failureUntil > now, l.failureUntil.epochMillis - now.epochMillis, l.code, l.message, l.isRetryable, l.retryAfterTicks
        """;
    public const string ClaimCypher = $$"""
        UNWIND $documents AS row
        MERGE (l:DocumentLease {name: row.name, isFull: row.isFull})
        SET l.lock = true
        WITH row, l, datetime.realtime() AS now
        WITH row, l, now, coalesce(l.leaseUntil > now, false) AS isLeased
        WITH row, l, now, isLeased, isLeased AND l.holder <> $holder AS isTaken
        FOREACH (token IN CASE WHEN isTaken THEN [] WHEN isLeased THEN [l.token] ELSE [row.token] END |
          SET l.token = token, l.holder = $holder,
            l.leaseUntil = now + duration({seconds: $seconds, nanoseconds: $nanoseconds}))
        WITH row, l, now, isTaken
        OPTIONAL MATCH (p:Package {name: row.name})
        RETURN NOT isTaken, {{StateColumns}}
        """;
    public const string ReadCypher = $$"""
        UNWIND $documents AS row
        OPTIONAL MATCH (l:DocumentLease {name: row.name, isFull: row.isFull})
        OPTIONAL MATCH (p:Package {name: row.name})
        WITH row, l, p, datetime.realtime() AS now
        RETURN false, {{StateColumns}}
        """;
    public const string RenewCypher = """
        UNWIND $leases AS row
        MATCH (l:DocumentLease {name: row.name, isFull: row.isFull})
        SET l.lock = true
        WITH row, l
        WHERE l.token = row.token
        SET l.leaseUntil = datetime.realtime() + duration({seconds: $seconds, nanoseconds: $nanoseconds})
        RETURN count(*)
        """;
    private const string ReleaseCypher = """
        UNWIND $releases AS row
        MATCH (l:DocumentLease {name: row.name, isFull: row.isFull})
        SET l.lock = true
        WITH row, l, datetime.realtime() AS now
        WHERE l.token = row.token
        SET l.holder = null, l.leaseUntil = null, l.token = null,
          l.failureUntil = CASE WHEN row.failure IS NULL THEN null
            ELSE now + duration({seconds: row.failure.seconds, nanoseconds: row.failure.nanoseconds}) END,
          l.code = row.failure.code, l.message = row.failure.message, l.isRetryable = row.failure.isRetryable,
          l.retryAfterTicks = row.failure.retryAfterTicks
        RETURN true
        """;
    private const string ForgetCypher = """
        MATCH (l:DocumentLease)
        WITH l, datetime.realtime() AS now
        WHERE coalesce(l.leaseUntil <= now, true) AND coalesce(l.failureUntil <= now, true)
        WITH l ORDER BY l.name, l.isFull LIMIT $limit
        SET l.lock = true
        WITH l, datetime.realtime() AS now
        WHERE coalesce(l.leaseUntil <= now, true) AND coalesce(l.failureUntil <= now, true)
        WITH l, CASE WHEN l.leaseUntil IS NULL AND l.failureUntil IS NULL THEN 0 ELSE 1 END AS ended
        DELETE l
        RETURN coalesce(sum(ended), 0), count(*)
        """;

    public async Task<IReadOnlyList<DocumentClaim>> ClaimAsync(
        IReadOnlyList<PackageDocument> documents,
        string holder,
        TimeSpan duration
    )
    {
        foreach (var document in documents)
            IndexKey.Check(document.Name, "A package's name");
        IndexKey.Check(holder, "A holder's name");
        var tokens = documents.Select(_ => Random.Shared.NextInt64(1, long.MaxValue)).ToArray();
        var rows = await database.WriteAsync(
            ClaimCypher,
            new WrittenParameters(
                4,
                writer =>
                {
                    WriteDocuments(writer, documents, place => writer.Entry("token", tokens[place]));
                    writer.Entry("holder", holder);
                    writer.DurationEntries(duration);
                }
            ),
            DocumentRow.Read,
            CancellationToken.None
        );
        var claims = new DocumentClaim[documents.Count];
        foreach (var row in rows)
            claims[row.Place] = row.ToClaim(documents[row.Place]);
        return claims;
    }

    public async Task<IReadOnlyList<DocumentState>> ReadAsync(
        IReadOnlyList<PackageDocument> documents,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            ReadCypher,
            new WrittenParameters(1, writer => WriteDocuments(writer, documents, more: null)),
            DocumentRow.Read,
            cancellationToken
        );
        var states = new DocumentState[documents.Count];
        foreach (var row in rows)
            states[row.Place] = row.ToState(documents[row.Place]);
        return states;
    }

    public async Task<int> RenewAsync(
        IReadOnlyList<KeyValuePair<PackageDocument, long>> leases,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.WriteAsync(
            RenewCypher,
            new WrittenParameters(
                3,
                writer =>
                {
                    WriteLeases(writer, leases);
                    writer.DurationEntries(duration);
                }
            ),
            (ref PackStreamReader fields) => (int)fields.ReadInteger(),
            cancellationToken
        );
        return rows[0];
    }

    public Task<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<DocumentRelease> releases) =>
        database.WriteAsync(
            ReleaseCypher,
            new WrittenParameters(1, writer => WriteReleases(writer, releases)),
            (ref PackStreamReader _) => true,
            CancellationToken.None
        );

    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            var rows = await database.WriteAsync(
                ForgetCypher,
                new WrittenParameters(1, writer => writer.Entry("limit", ForgetLimit)),
                (ref PackStreamReader fields) => (Ended: (int)fields.ReadInteger(), Deleted: fields.ReadInteger()),
                cancellationToken
            );
            total += rows[0].Ended;
            if (rows[0].Deleted < ForgetLimit)
                return total;
        }
    }

    private static void WriteDocuments(
        PackStreamWriter writer,
        IReadOnlyList<PackageDocument> documents,
        Action<int>? more
    )
    {
        writer.ListEntry("documents", documents.Count);
        foreach (var place in Places(documents, document => document))
        {
            writer.WriteMapHeader(more is null ? 3 : 4);
            writer.Entry("place", place);
            writer.Entry("name", documents[place].Name);
            writer.Entry("isFull", documents[place].IsFull);
            more?.Invoke(place);
        }
    }

    private static void WriteLeases(PackStreamWriter writer, IReadOnlyList<KeyValuePair<PackageDocument, long>> leases)
    {
        writer.ListEntry("leases", leases.Count);
        foreach (var place in Places(leases, lease => lease.Key))
        {
            writer.WriteMapHeader(3);
            writer.Entry("name", leases[place].Key.Name);
            writer.Entry("isFull", leases[place].Key.IsFull);
            writer.Entry("token", leases[place].Value);
        }
    }

    private static void WriteReleases(PackStreamWriter writer, IReadOnlyList<DocumentRelease> releases)
    {
        writer.ListEntry("releases", releases.Count);
        foreach (var place in Places(releases, release => release.Document))
        {
            var (document, token, failure) = releases[place];
            writer.WriteMapHeader(4);
            writer.Entry("name", document.Name);
            writer.Entry("isFull", document.IsFull);
            writer.Entry("token", token);
            if (failure is null)
            {
                writer.NullEntry("failure");
                continue;
            }
            writer.MapEntry("failure", 6);
            writer.DurationEntries(failure.Remaining);
            writer.Entry("code", failure.Code);
            writer.Entry("message", failure.Message);
            writer.Entry("isRetryable", failure.IsRetryable);
            if (failure.RetryAfter is { } retryAfter)
                writer.Entry("retryAfterTicks", retryAfter.Ticks);
            else
                writer.NullEntry("retryAfterTicks");
        }
    }

    /// <summary>The places of a list in the order in which nodes are locked.</summary>
    private static IEnumerable<int> Places<T>(IReadOnlyList<T> items, Func<T, PackageDocument> documentOf) =>
        Enumerable
            .Range(0, items.Count)
            .OrderBy(place => documentOf(items[place]).Name, StringComparer.Ordinal)
            .ThenBy(place => documentOf(items[place]).IsFull);
}
