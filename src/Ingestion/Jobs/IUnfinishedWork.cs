using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// Makes ingestions of what requests leave unfinished when their time is over, so that partial answers can be followed. One thing is one
/// ingestion, however many leave it behind.
/// </summary>
internal interface IUnfinishedWork
{
    /// <summary>The ingestion of a closure's walk; null when the store fails that would have to keep it.</summary>
    ValueTask<string?> FollowAsync(ClosureWalk walk);

    /// <summary>The ingestion of a head that is on its way.</summary>
    /// <inheritdoc cref="FollowAsync(ClosureWalk)"/>
    ValueTask<string?> FollowAsync(string name, Task<PackageAnswer> load);

    /// <summary>The ingestion of a full document that is on its way.</summary>
    /// <inheritdoc cref="FollowAsync(ClosureWalk)"/>
    ValueTask<string?> FollowAsync(string name, Task<DetailsAnswer> load);

    /// <summary>The one ingestion of the full documents of a set that are on their way, by package.</summary>
    /// <inheritdoc cref="FollowAsync(ClosureWalk)"/>
    ValueTask<string?> FollowAsync(DependencySet set, IReadOnlyDictionary<string, Task<DetailsAnswer>> loads);
}
