using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// What requests of a replica leave unfinished: jobs of the workers, which are kept after their end from here on. They are in the store
/// before a client hears of them, as the next question about them may reach another replica.
/// </summary>
internal sealed class ReplicaWork(IJobQueue queue, TimeProvider time, ILogger<ReplicaWork> logger) : IUnfinishedWork
{
    public async ValueTask<string?> FollowAsync(ClosureWalk walk) =>
        walk.IngestionId ??= await EnqueueAsync(JobRequest.Closure(walk.Key, isKept: true, time.GetUtcNow()));

    public ValueTask<string?> FollowAsync(string name, Task<PackageAnswer> load) =>
        EnqueueAsync(JobRequest.Followed(new PackageDocument(name, IsFull: false), time.GetUtcNow()));

    public ValueTask<string?> FollowAsync(string name, Task<DetailsAnswer> load) =>
        EnqueueAsync(JobRequest.Followed(new PackageDocument(name, IsFull: true), time.GetUtcNow()));

    public ValueTask<string?> FollowAsync(DependencySet set, IReadOnlyDictionary<string, Task<DetailsAnswer>> loads) =>
        EnqueueAsync(JobRequest.Followed(set, loads.Keys, time.GetUtcNow()));

    private async ValueTask<string?> EnqueueAsync(IngestionRecord job)
    {
        try
        {
            return (await queue.EnqueueJobsAsync([job]))[0].Id;
        }
        catch (StoreException e)
        {
            logger.LogError(e, "What is missing of an answer cannot be followed: the store does not take its job.");
            return null;
        }
    }
}
