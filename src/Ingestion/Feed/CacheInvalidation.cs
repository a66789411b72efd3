using DepGraph.Ingestion.Graph;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Feed;

/// <summary>
/// Lets go of heads and full documents in memory that are older than the store's. What cannot leave memory, being read, fetched or
/// written, is overtaken there by what the store has. For one loop, which polls.
/// </summary>
internal sealed class CacheInvalidation(IHeadStore store, HeadCache heads, HeadLoader loader, DetailsLoader details)
{
    private const int MostPerRead = 500;

    /// <summary>The last change of each package that could not leave memory when it came.</summary>
    private readonly Dictionary<string, PostponedChange> postponed = new(StringComparer.Ordinal);

    /// <summary>Lets go of what can leave memory by now.</summary>
    /// <param name="changes">What is new in the store; what could not leave before is looked at too.</param>
    public void Apply(IReadOnlyList<HeadChange> changes)
    {
        heads.NoteChanges();
        foreach (var change in changes)
        {
            postponed[change.Name] = new(change, IsTakenIn: false);
        }

        ApplyPostponed();
    }

    /// <summary>Behind the last changes: memory has nothing that is older than they are.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        ApplyPostponed();
        await TakeInAsync(cancellationToken);
    }

    private void ApplyPostponed()
    {
        foreach (var (name, (change, _)) in postponed.ToArray())
        {
            if (TryApply(change))
            {
                postponed.Remove(name);
            }
        }
    }

    /// <summary>
    /// Puts what the store has by now in the place of what cannot leave memory. A read that began before the change may bring the older
    /// state yet, and a fetch or a commit may take its time: who asks meanwhile does not get what was there before.
    /// </summary>
    private async Task TakeInAsync(CancellationToken cancellationToken)
    {
        var open = postponed.Where(static pair => !pair.Value.IsTakenIn).Select(static pair => pair.Key);
        foreach (var names in open.ToArray().Chunk(MostPerRead))
        {
            foreach (var record in await store.LoadAsync(names, cancellationToken))
            {
                if (record is not null && loader.Learn(record))
                {
                    details.Forget(record.Name);
                }
            }

            foreach (var name in names)
            {
                postponed[name] = postponed[name] with { IsTakenIn = true };
            }
        }
    }

    /// <summary>Lets go of what is older than the change. False when it cannot leave memory now.</summary>
    private bool TryApply(HeadChange change)
    {
        PackageRecord? current = null;
        if (heads.Entries.Find(change.Name) is { } entry)
        {
            // In one step, so that nobody begins to read or fetch what has been judged.
            lock (entry.Gate)
            {
                if (entry.Content?.Record is { } record && record.Sequence >= change.Sequence)
                {
                    current = record;
                }
                else if (entry.IsPinned)
                {
                    return false;
                }
                // An entry without content remembers a failure at most, which has been overtaken.
                else if (entry.Content?.Record is not { } older || older.Revision < change.Revision)
                {
                    heads.Forget(entry);
                }
            }
        }

        if (current is null)
        {
            details.Forget(change.Name);
        }
        else
        {
            details.ForgetOlder(current);
        }

        return true;
    }

    /// <param name="Change">The change.</param>
    /// <param name="IsTakenIn">What cannot leave memory has been compared with what the store has since.</param>
    private readonly record struct PostponedChange(HeadChange Change, bool IsTakenIn);
}
