using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Sqlite;

/// <summary>Applies head writes within the writer's transaction.</summary>
internal sealed class HeadCommitter(
    SqliteSession session,
    PackageIds ids,
    HeadReader reader,
    SearchTable search,
    DamagedHeads damaged,
    TimeProvider time
)
{
    private const string FindSql = """
        SELECT id, state, fetched_at, full_fetched_at, content_hash, versions, dependencies, revision, sequence, projected
        FROM package WHERE name = ?
        """;
    private const string ConfirmSql = "UPDATE package SET fetched_at = ?, etag = ?, last_modified = ? WHERE id = ?";
    private const string ChangeHeadSql = """
        UPDATE package SET fetched_at = ?, etag = ?, last_modified = ?, state = ?, content_hash = ?, versions = ?,
          dependencies = ?, revision = ?, sequence = ?, projected = ?
        WHERE id = ?
        """;
    private const string ConfirmFullSql =
        "UPDATE package SET full_fetched_at = ?, full_etag = ?, full_last_modified = ? WHERE id = ?";
    private const string ForgetFullSql = """
        UPDATE package SET full_fetched_at = NULL, full_etag = NULL, full_last_modified = NULL WHERE id = ?
        """;
    private const string SequenceSql = "UPDATE package SET sequence = ? WHERE id = ?";
    private const string FindHeadSql = "SELECT content FROM head WHERE package_id = ?";
    private const string SaveHeadSql = "INSERT OR REPLACE INTO head (package_id, content) VALUES (?, ?)";
    private const string DeleteHeadSql = "DELETE FROM head WHERE package_id = ?";
    private const string FindDetailsSql = "SELECT content FROM details WHERE package_id = ?";
    private const string SaveDetailsSql = "INSERT OR REPLACE INTO details (package_id, content) VALUES (?, ?)";
    private const string DeleteDetailsSql = "DELETE FROM details WHERE package_id = ?";

    public IReadOnlyList<HeadCommit> Apply(IReadOnlyList<HeadWrite> batch)
    {
        ids.Begin();
        search.Begin();
        var totals = GraphTotals.Load(session);
        var results = new HeadCommit[batch.Count];
        // In key order, so that two stores given the same batches meet in the same order.
        foreach (var i in Enumerable.Range(0, batch.Count).OrderBy(i => batch[i].Name, StringComparer.Ordinal))
            results[i] = Apply(batch[i], totals);
        search.SaveCounts();
        totals.Save(session);
        return results;
    }

    private HeadCommit Apply(HeadWrite write, GraphTotals totals)
    {
        var stored = Find(write.Name);
        var isSame = stored.Holds(write.Head);
        var isSuperseded = stored.FetchedAt > write.FetchedAt.UtcTicks;
        var sequence = 0L;
        if (!isSuperseded && isSame)
        {
            session
                .Query(ConfirmSql)
                .Bind(write.FetchedAt)
                .Bind(write.ETag)
                .Bind(write.LastModified)
                .Bind(stored.Id)
                .Run();
        }
        else if (!isSuperseded)
        {
            sequence = totals.NextSequence();
            ChangeHead(stored, write, totals, sequence);
        }
        if (isSame && write.Head is not null)
            Complete(stored, write, write.Head);
        var isHeld = write.Head is not null && (!isSuperseded || stored.State == PackageState.Known);
        var isFullChanged = isHeld && stored.FullFetchedAt <= write.Full?.FetchedAt.UtcTicks && SaveFull(stored, write);
        if (isFullChanged && sequence == 0)
        {
            sequence = totals.NextSequence();
            session.Query(SequenceSql).Bind(sequence).Bind(stored.Id).Run();
        }
        if (isFullChanged)
            search.Put(stored.Id, write.Name, write.Details);
        else if (sequence != 0 && write.Head is not null && stored.State != PackageState.Known)
            search.Put(stored.Id, write.Name, details: null);

        var isHeadChanged = !isSuperseded && !isSame;
        return new HeadCommit(
            sequence == 0 ? stored.Sequence : sequence,
            isHeadChanged ? sequence : stored.Revision,
            sequence != 0 ? HeadCommitOutcome.Changed
                : isSame ? HeadCommitOutcome.Confirmed
                : HeadCommitOutcome.Superseded
        );
    }

    private void ChangeHead(StoredPackage stored, HeadWrite write, GraphTotals totals, long revision)
    {
        var head = write.Head is null ? null : Private(write.Head);
        var state = head is null ? PackageState.Missing : PackageState.Known;
        var dependencies = head?.DependencyCount ?? 0;
        AddGain(stored, write, revision);
        totals.Count(stored.State, stored.Versions, stored.Dependencies, -1);
        totals.Count(state, head?.Count ?? 0, dependencies, +1);
        session
            .Query(ChangeHeadSql)
            .Bind(write.FetchedAt)
            .Bind(write.ETag)
            .Bind(write.LastModified)
            .Bind((long)state)
            .Bind(head?.ContentHash)
            .Bind(head?.Count ?? 0)
            .Bind(dependencies)
            .Bind(revision)
            .Bind(revision)
            // A package that never had versions and has none now leaves nothing to project.
            .Bind(
                head is null && stored.Revision == stored.Projected && stored.Versions == 0
                    ? revision
                    : stored.Projected
            )
            .Bind(stored.Id)
            .Run();
        if (head is null)
        {
            session.Query(DeleteHeadSql).Bind(stored.Id).Run();
            session.Query(DeleteDetailsSql).Bind(stored.Id).Run();
            session.Query(ForgetFullSql).Bind(stored.Id).Run();
            LatestEdges.Replace(session, ids, relations: null, search, stored.Id, latest: null);
            search.Remove(stored.Id);
            return;
        }
        SaveHead(stored.Id, head);
        var relations = AddAnswered(stored, head, write.Answered);
        LatestEdges.Replace(session, ids, relations, search, stored.Id, head.LatestVersion, stored.IsNew);
        relations.Save();
    }

    /// <summary>Notes which versions are new, unless the package is; before the head is replaced.</summary>
    private void AddGain(StoredPackage stored, HeadWrite write, long revision)
    {
        if (write.Head is null || stored.State == PackageState.Named)
            return;
        PackageHead? former = null;
        if (stored.State == PackageState.Known)
        {
            using var row = session.Query(FindHeadSql).Bind(stored.Id);
            former = row.Step() ? reader.Decode(write.Name, row.Bytes(0).ToArray(), HeadCodec.Decode) : null;
            // Of one that does not decode nobody knows what it had.
            if (former is null)
                return;
        }
        var gained = GainedVersions.Between(former, write.Head);
        if (gained.Count > 0)
            GainTable.Add(session, new VersionGain(revision, write.Name, gained), time.GetUtcNow());
    }

    /// <summary>What a write adds to a head that is stored already.</summary>
    private void Complete(StoredPackage stored, HeadWrite write, PackageHead head)
    {
        if (damaged.Remove(write.Name))
            SaveHead(stored.Id, head);
        if (write.Answered.Count > 0 && stored.Projected < stored.Revision)
            AddAnswered(stored, Private(head), write.Answered).Save();
    }

    private PackageRelations AddAnswered(StoredPackage stored, PackageHead head, IReadOnlyCollection<int> answered)
    {
        var relations = stored.IsNew
            ? PackageRelations.OfNew(session, ids, stored.Id)
            : PackageRelations.Load(session, ids, stored.Id);
        if (head.LatestVersion is { } latest)
            relations.Add(latest);
        foreach (var index in answered)
            relations.Add(head[index]);
        return relations;
    }

    private void SaveHead(long packageId, PackageHead head) =>
        session.Query(SaveHeadSql).Bind(packageId).Bind(HeadCodec.Encode(head)).Run();

    /// <summary>True when the details changed.</summary>
    private bool SaveFull(StoredPackage stored, HeadWrite write)
    {
        var full = write.Full!;
        session
            .Query(ConfirmFullSql)
            .Bind(full.FetchedAt)
            .Bind(full.ETag)
            .Bind(full.LastModified)
            .Bind(stored.Id)
            .Run();
        if (write.Details is null)
            return false;
        var content = DetailsCodec.Encode(write.Details);
        using (var row = session.Query(FindDetailsSql).Bind(stored.Id))
        {
            if (row.Step() && row.Bytes(0).SequenceEqual(content))
                return false;
        }
        session.Query(SaveDetailsSql).Bind(stored.Id).Bind(content).Run();
        return true;
    }

    private StoredPackage Find(string name)
    {
        var id = ids.Of(name);
        using var row = session.Query(FindSql).Bind(name);
        row.Step();
        return new StoredPackage(
            id,
            (PackageState)row.Int32(1),
            row.IsNull(2) ? long.MinValue : row.Int64(2),
            row.IsNull(3) ? long.MinValue : row.Int64(3),
            row.TextOrNull(4),
            row.Int64(5),
            row.Int64(6),
            row.Int64(7),
            row.Int64(8),
            row.Int64(9)
        );
    }

    /// <summary>
    /// The same head over the same bytes: the requirements of every kind that are made of it here go with it, and do not
    /// burden the one that the caller's cache holds.
    /// </summary>
    private static PackageHead Private(PackageHead head) => HeadCodec.Decode(head.Name, HeadCodec.Encode(head));

    private readonly record struct StoredPackage(
        long Id,
        PackageState State,
        long FetchedAt,
        long FullFetchedAt,
        string? ContentHash,
        long Versions,
        long Dependencies,
        long Revision,
        long Sequence,
        long Projected
    )
    {
        /// <summary>Whether nothing was ever stored of it but its name.</summary>
        public bool IsNew => Revision == 0;

        public bool Holds(PackageHead? head) =>
            head is null
                ? State == PackageState.Missing
                : State == PackageState.Known && ContentHash == head.ContentHash;
    }
}
