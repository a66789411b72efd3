using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// What one query read of some packages. Commits follow one another and at most one is becoming visible at a time, so what was read is of one
/// moment when nothing of it is newer than the newest commit that the query saw first, and when that commit, if anything of it was
/// read, was read of all the packages that it changed.
/// </summary>
internal sealed class HeadSnapshot
{
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<StoredHead> _heads;

    /// <param name="names">What was asked for.</param>
    /// <param name="heads">What is stored under each of them.</param>
    /// <param name="newest">The newest commit, read before them.</param>
    /// <param name="changed">The names that it changed; null when nobody can say.</param>
    /// <param name="settled">Up to here commits are known to be visible as a whole.</param>
    public HeadSnapshot(
        IReadOnlyList<string> names,
        IReadOnlyList<StoredHead> heads,
        NewestCommit newest,
        IReadOnlyList<string>? changed,
        long settled
    )
    {
        _names = names;
        _heads = heads;
        IsConsistent = IsOfOneMoment(newest, changed, settled);
    }

    public bool IsConsistent { get; }

    /// <summary>False when record and head of a package are not of one commit, or do not decode, and that is not known to be damage.</summary>
    public bool TryMakeRecords(DamagedHeads damaged, out PackageRecord?[] records)
    {
        var isDoubtful = false;
        records = MakeRecords((name, _) => isDoubtful |= !damaged.Contains(name));
        return !isDoubtful;
    }

    /// <summary>The records, null for what is not held; says of each that is damaged what is wrong with it.</summary>
    public PackageRecord?[] MakeRecords(Action<string, string> damage)
    {
        var records = new PackageRecord?[_heads.Count];
        for (var i = 0; i < records.Length; i++)
            records[i] = MakeRecord(_names[i], _heads[i], damage);
        return records;
    }

    private bool IsOfOneMoment(NewestCommit newest, IReadOnlyList<string>? changed, long settled)
    {
        var seen = 0L;
        foreach (var head in _heads)
            seen = Math.Max(seen, head.Package?.Sequence ?? 0);
        if (seen > newest.Last)
            return false;
        if (seen < newest.First || newest.Last <= settled)
            return true;
        if (changed is null)
            return false;
        var changedNames = changed.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < _heads.Count; i++)
        {
            if (changedNames.Contains(_names[i]) && !(_heads[i].Package?.Sequence >= newest.First))
                return false;
        }
        return true;
    }

    private static PackageRecord? MakeRecord(string name, StoredHead stored, Action<string, string> damage)
    {
        if (stored.IsBroken)
            damage(name, "does not decode");
        if (stored.Package is not { State: not PackageState.Named } package)
            return null;
        PackageHead? head = null;
        if (package.State == PackageState.Known)
        {
            head = Decode(name, stored.Data, out var reason);
            if (head is not null && head.ContentHash != package.ContentHash)
                (head, reason) = (null, "is not the head that its record is of");
            if (head is null)
            {
                damage(name, reason);
                return null;
            }
        }
        return new PackageRecord
        {
            Name = name,
            Head = head,
            FetchedAt = package.FetchedAt,
            ETag = package.ETag,
            LastModified = package.LastModified,
            Full = package.Full,
            Revision = package.Revision,
            Sequence = package.Sequence,
        };
    }

    private static PackageHead? Decode(string name, byte[]? data, out string reason)
    {
        reason = "is not there";
        try
        {
            return data is null ? null : HeadCodec.Decode(name, data);
        }
        catch (InvalidDataException exception)
        {
            reason = $"does not decode ({exception.Message})";
            return null;
        }
    }
}
