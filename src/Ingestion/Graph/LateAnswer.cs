namespace DepGraph.Ingestion.Graph;

/// <summary>An answer that comes after a request for it has returned.</summary>
internal static class LateAnswer
{
    /// <summary>Tells the observer of it, never before the request has returned; Pending when there is none, as of a client that left.</summary>
    public static async Task TellAsync(this IHeadObserver observer, string name, Task<PackageAnswer> loading)
    {
        // Whoever asked has to have noted that it waits.
        await ((Task)loading).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding
        );
        observer.OnAnswer(
            name,
            loading.IsCompletedSuccessfully ? await loading : PackageAnswer.Pending(name, ingestionId: null)
        );
    }
}
