namespace DepGraph.Storage.Sqlite;

/// <summary>Table <c>document_lease</c>: a row for each document that is being fetched, or whose last fetch failed.</summary>
internal static class DocumentLeaseTable
{
    private const string FindSql = """
        SELECT holder, lease_until, token, failure_until, code, message, is_retryable, retry_after
        FROM document_lease WHERE name = ? AND is_full = ?
        """;
    private const string FetchedSql = "SELECT state, fetched_at, full_fetched_at FROM package WHERE name = ?";
    private const string ClaimSql = """
        INSERT INTO document_lease (name, is_full, token, holder, lease_until) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (name, is_full) DO UPDATE SET token = ?3, holder = ?4, lease_until = ?5
        """;
    private const string RenewSql = """
        UPDATE document_lease SET lease_until = ?4
        WHERE name = ?1 AND is_full = ?2 AND token = ?3 AND holder IS NOT NULL
        """;
    private const string DeleteSql = "DELETE FROM document_lease WHERE name = ? AND is_full = ? AND token = ?";
    private const string FailSql = """
        UPDATE document_lease SET holder = NULL, lease_until = 0, failure_until = ?4, code = ?5, message = ?6,
          is_retryable = ?7, retry_after = ?8
        WHERE name = ?1 AND is_full = ?2 AND token = ?3
        """;
    private const string ForgetSql = "DELETE FROM document_lease WHERE lease_until <= ?1 AND failure_until <= ?1";

    public static IReadOnlyList<DocumentClaim> Claim(
        SqliteSession session,
        IReadOnlyList<PackageDocument> documents,
        string holder,
        TimeSpan duration,
        DateTimeOffset now
    )
    {
        var claims = new DocumentClaim[documents.Count];
        for (var i = 0; i < claims.Length; i++)
        {
            var state = Read(session, documents[i], now, out var token);
            var isGranted = state.Holder is null || state.Holder == holder;
            if (isGranted)
            {
                if (state.Holder is null)
                    token = Random.Shared.NextInt64(1, long.MaxValue);
                state = state with { Holder = holder, LeaseRemaining = duration };
                Key(session.Query(ClaimSql), documents[i]).Bind(token).Bind(holder).Bind(now + duration).Run();
            }
            claims[i] = new DocumentClaim(isGranted, isGranted ? token : 0, state);
        }
        return claims;
    }

    public static int Renew(
        SqliteSession session,
        IReadOnlyList<KeyValuePair<PackageDocument, long>> leases,
        TimeSpan duration,
        DateTimeOffset now
    )
    {
        var renewed = 0;
        foreach (var (document, token) in leases)
        {
            Key(session.Query(RenewSql), document).Bind(token).Bind(now + duration).Run();
            renewed += session.Changes;
        }
        return renewed;
    }

    public static int Release(SqliteSession session, IReadOnlyList<DocumentRelease> releases, DateTimeOffset now)
    {
        var released = 0;
        foreach (var (document, token, failure) in releases)
        {
            if (failure is null)
                Key(session.Query(DeleteSql), document).Bind(token).Run();
            else
            {
                Key(session.Query(FailSql), document)
                    .Bind(token)
                    .Bind(now + failure.Remaining)
                    .Bind(failure.Code)
                    .Bind(failure.Message)
                    .Bind(failure.IsRetryable ? 1 : 0)
                    .Bind(failure.RetryAfter?.Ticks)
                    .Run();
            }
            released += session.Changes;
        }
        return released;
    }

    public static IReadOnlyList<DocumentState> Read(
        SqliteSession session,
        IReadOnlyList<PackageDocument> documents,
        DateTimeOffset now
    )
    {
        var states = new DocumentState[documents.Count];
        for (var i = 0; i < states.Length; i++)
            states[i] = Read(session, documents[i], now, out _);
        return states;
    }

    public static int Forget(SqliteSession session, DateTimeOffset now)
    {
        session.Query(ForgetSql).Bind(now).Run();
        return session.Changes;
    }

    private static DocumentState Read(
        SqliteSession session,
        PackageDocument document,
        DateTimeOffset now,
        out long token
    )
    {
        token = 0;
        var state = new DocumentState
        {
            FetchedAt = FetchedAt(session, document),
            Holder = null,
            LeaseRemaining = TimeSpan.Zero,
            Failure = null,
        };
        using var row = Key(session.Query(FindSql), document);
        if (!row.Step())
            return state;
        if (!row.IsNull(0) && row.Time(1) > now)
        {
            state = state with { Holder = row.Text(0), LeaseRemaining = row.Time(1) - now };
            token = row.Int64(2);
        }
        if (row.Int64(3) > now.UtcTicks)
        {
            state = state with
            {
                Failure = new DocumentFailure
                {
                    Code = row.Text(4),
                    Message = row.Text(5),
                    IsRetryable = row.Int64(6) != 0,
                    RetryAfter = row.IsNull(7) ? null : new TimeSpan(row.Int64(7)),
                    Remaining = row.Time(3) - now,
                },
            };
        }
        return state;
    }

    private static DateTimeOffset? FetchedAt(SqliteSession session, PackageDocument document)
    {
        using var row = session.Query(FetchedSql).Bind(document.Name);
        return !row.Step() || row.Int32(0) == (int)PackageState.Named ? null : row.TimeOrNull(document.IsFull ? 2 : 1);
    }

    private static Query Key(Query query, PackageDocument document) =>
        query.Bind(document.Name).Bind(document.IsFull ? 1 : 0);
}
