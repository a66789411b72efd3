using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>
/// Runs a transaction until it succeeds, fails for good, or <see cref="Config.MaxTransactionRetryTime"/> has passed since its first
/// try began; waits between two tries, twice as long each time, give or take a fifth so that rivals part.
/// </summary>
internal sealed class RetryLogic(TimeSpan maxTime, TimeProvider time, ILogger logger)
{
    private const double Jitter = 0.2;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    /// <param name="attempt">One try, whole: it leaves nothing behind when it fails.</param>
    /// <param name="cancellationToken">Ends it all, waiting included.</param>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var delay = FirstDelay; ; delay = Longer(delay))
        {
            try
            {
                return await attempt(cancellationToken);
            }
            catch (Neo4jException e) when (e.IsRetriable && time.GetElapsedTime(began) < maxTime)
            {
                var wait = delay * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1)));
                logger.LogWarning(
                    "A transaction is run again in {Delay:0} ms: {Reason}",
                    wait.TotalMilliseconds,
                    e.Message
                );
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan delay) => delay * 2 < MaxDelay ? delay * 2 : MaxDelay;
}
