using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Packages together with their full documents, for a walk that goes ahead of an operation which needs both: a package that nobody knows costs
/// one full document, which brings its head along, and no walk waits for the document of a head that is known. What cannot be had is left
/// to the operation's own questions.
/// </summary>
internal sealed class DocumentedHeads(HeadLoader heads, DetailsLoader details, SeenDetails seen) : IHeadRequests
{
    public PackageAnswer? Request(string name, long now, long stamp, IHeadObserver observer, out bool isInStore)
    {
        isInStore = false;
        if (heads.TryGet(name, now, stamp) is { } answer)
        {
            BeginDetails(answer, now);
            return answer;
        }

        _ = observer.TellAsync(name, LoadAsync(name, now, stamp));
        return null;
    }

    private async Task<PackageAnswer> LoadAsync(string name, long now, long stamp)
    {
        if ((await heads.FindAsync([name], stamp))[0] is { } stored)
        {
            BeginDetails(stored, now);
            return stored;
        }

        await SeeAsync(name, details.RequestUnknown(name, now));
        // In memory where this process fetched it; what another one did, the store has.
        return (await heads.FindAsync([name], stamp))[0] ?? PackageAnswer.Pending(name, ingestionId: null);
    }

    private void BeginDetails(PackageAnswer answer, long now)
    {
        if (answer.Record is { Head: not null } record)
        {
            _ = SeeAsync(record.Name, details.Request(record, now));
        }
    }

    /// <summary>The operation holds what comes, so that it stays in memory until it is asked for.</summary>
    private async Task SeeAsync(string name, (DetailsAnswer? Answer, Task<DetailsAnswer>? Load) request)
    {
        var answer = request.Answer ?? await request.Load!;
        if (answer.Status == HeadStatus.Found)
        {
            seen.See(name, answer);
        }
    }
}
