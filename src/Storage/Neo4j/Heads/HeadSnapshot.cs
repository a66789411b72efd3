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
    private readonly LoadedRow[] _rows;

    /// <param name="names">What was asked for.</param>
    /// <param name="rows">A row for each of them, and the one with the newest commit.</param>
    /// <param name="settled">Up to here commits are known to be visible as a whole.</param>
    public HeadSnapshot(IReadOnlyList<string> names, IReadOnlyList<LoadedRow> rows, long settled)
    {
        _names = names;
        _rows = new LoadedRow[names.Count];
        var newest = default(LoadedRow);
        foreach (var row in rows)
        {
            if (row.Place == 0)
                newest = row;
            else
                _rows[row.Place - 1] = row;
        }
        IsConsistent = IsOfOneMoment(newest, settled);
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
        var records = new PackageRecord?[_rows.Length];
        for (var i = 0; i < records.Length; i++)
            records[i] = MakeRecord(_names[i], _rows[i], damage);
        return records;
    }

    private bool IsOfOneMoment(LoadedRow newest, long settled)
    {
        var seen = 0L;
        foreach (var row in _rows)
            seen = Math.Max(seen, row.Package?.Sequence ?? 0);
        if (seen > newest.Commit.Last)
            return false;
        if (seen < newest.Commit.First || newest.Commit.Last <= settled)
            return true;
        if (newest.Changed is null)
            return false;
        var changed = newest.Changed.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < _rows.Length; i++)
        {
            if (changed.Contains(_names[i]) && !(_rows[i].Package?.Sequence >= newest.Commit.First))
                return false;
        }
        return true;
    }

    private static PackageRecord? MakeRecord(string name, LoadedRow row, Action<string, string> damage)
    {
        if (row.IsBroken)
            damage(name, "does not decode");
        if (row.Package is not { State: not PackageState.Named } package)
            return null;
        PackageHead? head = null;
        if (package.State == PackageState.Known)
        {
            head = Decode(name, row.Data, out var reason);
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
