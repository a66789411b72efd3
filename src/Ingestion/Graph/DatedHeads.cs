namespace DepGraph.Ingestion.Graph;

/// <summary>
/// The packages that one operation sees, each as of a date: its head together with its full document, which has the publish times. Every wait
/// is the operation's: what does not come in its time is Pending.
/// </summary>
internal sealed class DatedHeads(GraphSession session, DateTimeOffset asOf) : IHeadRequests
{
    public PackageAnswer? Request(string name, long now, long stamp, IHeadObserver observer, out bool isInStore)
    {
        isInStore = false;
        var loading = LoadAsync(name);
        if (loading.IsCompletedSuccessfully)
        {
            return loading.Result;
        }

        _ = TellAsync(name, loading.AsTask(), observer);
        return null;
    }

    private async ValueTask<PackageAnswer> LoadAsync(string name)
    {
        var package = await session.GetPackageAsync(name);
        return package.Head is null ? package : package.AsOf(await session.GetDetailsAsync(name), asOf);
    }

    private static async Task TellAsync(string name, Task<PackageAnswer> loading, IHeadObserver observer)
    {
        // Whoever asked has to have noted that it waits.
        await ((Task)loading).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding
        );
        // A client that left waits for nothing: its walk ends with what it has.
        observer.OnAnswer(
            name,
            loading.IsCompletedSuccessfully ? await loading : PackageAnswer.Pending(name, ingestionId: null)
        );
    }
}
