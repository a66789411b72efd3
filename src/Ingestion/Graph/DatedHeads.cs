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

        _ = observer.TellAsync(name, loading.AsTask());
        return null;
    }

    private async ValueTask<PackageAnswer> LoadAsync(string name)
    {
        var package = await session.GetPackageAsync(name);
        return package.Head is null ? package : package.AsOf(await session.GetDetailsAsync(name), asOf);
    }
}
