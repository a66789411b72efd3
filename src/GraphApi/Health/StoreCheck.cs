using DepGraph.Storage;

namespace DepGraph.GraphApi.Health;

/// <summary>Whether the store answers, within 2 seconds.</summary>
internal sealed class StoreCheck(IGraphStore store, TimeProvider time) : IReadinessCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public string Name => "store";

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.PingAsync(cancellationToken).WaitAsync(Limit, time, cancellationToken)
                ? null
                : "does not answer";
        }
        catch (TimeoutException)
        {
            return $"gave no answer within {Limit.TotalSeconds} s";
        }
    }
}
