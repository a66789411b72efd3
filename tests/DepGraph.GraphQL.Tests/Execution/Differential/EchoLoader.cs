using DepGraph.GraphQL.Loaders;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>Gives each key itself, at once or after a turn.</summary>
internal sealed class EchoLoader(IBatchScheduler scheduler) : BatchDataLoader<int, int>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<int, int>> LoadBatchAsync(
        IReadOnlyList<int> keys,
        CancellationToken cancellationToken
    )
    {
        if (keys[0] % 2 == 0)
        {
            await Task.Yield();
        }

        return keys.ToDictionary(k => k);
    }
}
