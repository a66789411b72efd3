using DepGraph.Bolt.Internal.Sessions;
using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Sessions;

public sealed class RetryLogicTests
{
    private readonly ManualTime time = new();
    private readonly List<TimeSpan> tries = [];

    [Fact]
    public async Task What_succeeds_is_run_once()
    {
        (await RunAsync(_ => 7)).ShouldBe(7);
        tries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_transient_error_is_retried_later_and_later_with_some_jitter()
    {
        (await RunAsync(attempt => attempt < 6 ? throw Transient() : attempt)).ShouldBe(6);
        var waits = tries.Zip(tries.Skip(1), (before, after) => (after - before).TotalMilliseconds).ToArray();
        for (var i = 0; i < waits.Length; i++)
        {
            var usual = 50 * Math.Pow(2, i);
            waits[i].ShouldBeInRange((0.8 * usual) - 1, (1.2 * usual) + 1);
        }
    }

    [Fact]
    public async Task Waits_grow_no_longer_than_seconds()
    {
        (await RunAsync(attempt => attempt < 12 ? throw Transient() : attempt, TimeSpan.FromHours(1))).ShouldBe(12);
        (tries[^1] - tries[^2]).ShouldBeLessThan(TimeSpan.FromSeconds(6.1));
    }

    [Theory]
    [InlineData(typeof(ClientException))]
    [InlineData(typeof(IncompleteCommitException))]
    [InlineData(typeof(ProtocolException))]
    [InlineData(typeof(ArgumentException))]
    public async Task Any_other_error_is_final(Type type)
    {
        Exception error = type.Name switch
        {
            nameof(ClientException) => new ClientException("no"),
            nameof(IncompleteCommitException) => new IncompleteCommitException("no"),
            nameof(ProtocolException) => new ProtocolException("no"),
            _ => new ArgumentException("no"),
        };
        (await Should.ThrowAsync<Exception>(RunAsync(_ => throw error))).ShouldBeSameAs(error);
        tries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_the_retry_time_the_last_error_is_thrown()
    {
        var errors = new List<Exception>();
        var thrown = await Should.ThrowAsync<TransientException>(
            RunAsync(_ =>
            {
                errors.Add(Transient());
                throw errors[^1];
            })
        );
        thrown.ShouldBeSameAs(errors[^1]);
        tries.Count.ShouldBeGreaterThan(5);
        (tries[^1] - tries[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
        (tries[^2] - tries[0]).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_retry_time_of_zero_means_one_try()
    {
        await Should.ThrowAsync<TransientException>(RunAsync(_ => throw Transient(), TimeSpan.Zero));
        tries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_between_two_tries()
    {
        using var cancellation = new CancellationTokenSource();
        var logic = new RetryLogic(TimeSpan.FromSeconds(30), time, new LogLines());
        var running = logic.ExecuteAsync<int>(_ => throw Transient(), cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.InTime());
    }

    private async Task<int> RunAsync(Func<int, int> attempt, TimeSpan? maxTime = null)
    {
        var began = time.GetUtcNow();
        var logic = new RetryLogic(maxTime ?? TimeSpan.FromSeconds(30), time, new LogLines());
        var running = logic.ExecuteAsync(
            _ =>
            {
                tries.Add(time.GetUtcNow() - began);
                return Task.FromResult(attempt(tries.Count));
            },
            default
        );
        while (!running.IsCompleted)
        {
            if (time.UntilNextTimer is { } wait)
            {
                time.Advance(wait);
            }
            else
            {
                await Task.Yield();
            }
        }

        return await running;
    }

    private static TransientException Transient() => new("Neo.TransientError.Transaction.DeadlockDetected", "Again.");
}
