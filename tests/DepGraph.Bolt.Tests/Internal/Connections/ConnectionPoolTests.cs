using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Connections;

public sealed class ConnectionPoolTests
{
    private readonly ManualTime time = new();
    private readonly List<FakeConnection> made = [];

    [Fact]
    public async Task A_connection_that_was_given_back_is_used_again()
    {
        await using var pool = Pool();
        var first = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(first);
        (await pool.AcquireAsync(default)).ShouldBeSameAs(first);
        made.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_connection_that_was_given_back_last_is_used_first()
    {
        await using var pool = Pool();
        var first = await pool.AcquireAsync(default);
        var second = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(second);
        await pool.ReleaseAsync(first);
        (await pool.AcquireAsync(default)).ShouldBeSameAs(first);
    }

    [Fact]
    public async Task No_more_connections_are_made_than_allowed_and_who_waits_longest_is_served_first()
    {
        await using var pool = Pool(maxSize: 1);
        var only = await pool.AcquireAsync(default);
        var first = pool.AcquireAsync(default).AsTask();
        var second = pool.AcquireAsync(default).AsTask();
        await pool.ReleaseAsync(only);
        (await first.InTime()).ShouldBeSameAs(only);
        second.IsCompleted.ShouldBeFalse();
        await pool.ReleaseAsync(only);
        (await second.InTime()).ShouldBeSameAs(only);
        made.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Waiting_ends_with_the_acquisition_timeout_and_says_which_settings_matter()
    {
        await using var pool = Pool(maxSize: 1);
        await pool.AcquireAsync(default);
        var waiting = pool.AcquireAsync(default).AsTask();
        time.Advance(TimeSpan.FromSeconds(59));
        waiting.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        var error = await Should.ThrowAsync<ConnectionAcquisitionTimeoutException>(waiting.InTime());
        error.Message.ShouldContain("MaxConnectionPoolSize");
        error.Message.ShouldContain("ConnectionAcquisitionTimeout");
        error.IsRetriable.ShouldBeFalse();
    }

    [Fact]
    public async Task The_acquisition_timeout_covers_the_making_of_a_connection()
    {
        await using var pool = Pool(connect: async cancellationToken =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new FakeConnection();
        });
        var making = pool.AcquireAsync(default).AsTask();
        time.Advance(TimeSpan.FromSeconds(60));
        await Should.ThrowAsync<ConnectionAcquisitionTimeoutException>(making.InTime());
        pool.Size.ShouldBe(0);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_turn_to_the_next()
    {
        await using var pool = Pool(maxSize: 1);
        var only = await pool.AcquireAsync(default);
        using var cancellation = new CancellationTokenSource();
        var givesUp = pool.AcquireAsync(cancellation.Token).AsTask();
        var stays = pool.AcquireAsync(default).AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(givesUp.InTime());
        await pool.ReleaseAsync(only);
        (await stays.InTime()).ShouldBeSameAs(only);
    }

    [Fact]
    public async Task When_a_connection_cannot_be_made_the_right_to_make_one_goes_to_who_waits()
    {
        var attempts = 0;
        var fail = new TaskCompletionSource();
        await using var pool = Pool(
            maxSize: 1,
            connect: async _ =>
            {
                if (Interlocked.Increment(ref attempts) == 1)
                {
                    await fail.Task;
                    throw new ServiceUnavailableException("Nobody is there.");
                }

                return new FakeConnection();
            }
        );
        var first = pool.AcquireAsync(default).AsTask();
        var second = pool.AcquireAsync(default).AsTask();
        fail.SetResult();
        await Should.ThrowAsync<ServiceUnavailableException>(first.InTime());
        (await second.InTime()).IsOpen.ShouldBeTrue();
        pool.Size.ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_connection_leaves_and_its_place_goes_to_who_waits()
    {
        await using var pool = Pool(maxSize: 1);
        var broken = await pool.AcquireAsync(default);
        var waiting = pool.AcquireAsync(default).AsTask();
        broken.IsOpen = broken.IsClean = false;
        await pool.ReleaseAsync(broken);
        (await waiting.InTime()).ShouldNotBeSameAs(broken);
        broken.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_is_too_old_is_replaced()
    {
        await using var pool = Pool();
        var old = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(old);
        time.Advance(TimeSpan.FromMinutes(59));
        (await pool.AcquireAsync(default)).ShouldBeSameAs(old);
        await pool.ReleaseAsync(old);
        time.Advance(TimeSpan.FromMinutes(1));
        (await pool.AcquireAsync(default)).ShouldNotBeSameAs(old);
        await Limits.UntilAsync(() => old.IsDisposed);
        pool.Size.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_is_not_needed_any_more_is_closed_when_it_is_too_old()
    {
        await using var pool = Pool();
        var needed = await pool.AcquireAsync(default);
        var superfluous = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(superfluous);
        await pool.ReleaseAsync(needed);
        time.Advance(TimeSpan.FromHours(1));
        await pool.ReleaseAsync(await pool.AcquireAsync(default));
        superfluous.IsDisposed.ShouldBeTrue();
        pool.Size.ShouldBe(1);
    }

    [Fact]
    public async Task A_trial_that_takes_too_long_has_failed()
    {
        await using var pool = Pool(liveness: TimeSpan.Zero);
        var dead = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(dead);
        dead.OnReset = token => Task.Delay(Timeout.Infinite, token);
        var next = pool.AcquireAsync(default).AsTask();
        time.Advance(TimeSpan.FromSeconds(10));
        (await next.InTime()).ShouldNotBeSameAs(dead);
        dead.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_the_peer_has_closed_is_replaced()
    {
        await using var pool = Pool();
        var stale = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(stale);
        stale.IsStale = true;
        (await pool.AcquireAsync(default)).ShouldNotBeSameAs(stale);
        await Limits.UntilAsync(() => stale.IsDisposed);
    }

    [Fact]
    public async Task Only_a_connection_that_was_idle_for_long_is_tried()
    {
        await using var pool = Pool(liveness: TimeSpan.FromMinutes(1));
        var connection = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(connection);
        time.Advance(TimeSpan.FromSeconds(59));
        await pool.AcquireAsync(default);
        connection.Resets.ShouldBe(0);
        await pool.ReleaseAsync(connection);
        time.Advance(TimeSpan.FromMinutes(1));
        (await pool.AcquireAsync(default)).ShouldBeSameAs(connection);
        connection.Resets.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_fails_its_trial_is_replaced()
    {
        await using var pool = Pool(liveness: TimeSpan.Zero);
        var dead = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(dead);
        dead.OnReset = _ => throw new ServiceUnavailableException("Gone.");
        (await pool.AcquireAsync(default)).ShouldNotBeSameAs(dead);
        dead.IsDisposed.ShouldBeTrue();
        pool.Size.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_failed_is_clean_again_when_giving_it_back_ends()
    {
        await using var pool = Pool();
        var failed = await pool.AcquireAsync(default);
        failed.IsClean = false;
        await pool.ReleaseAsync(failed);
        failed.Resets.ShouldBe(1);
        (await pool.AcquireAsync(default)).ShouldBeSameAs(failed);
    }

    [Fact]
    public async Task A_connection_whose_reset_fails_in_whatever_way_leaves_and_its_place_is_free()
    {
        await using var pool = Pool(maxSize: 1);
        var failed = await pool.AcquireAsync(default);
        failed.IsClean = false;
        failed.OnReset = _ => throw new InvalidOperationException("A defect.");
        await pool.ReleaseAsync(failed);
        failed.IsDisposed.ShouldBeTrue();
        (await pool.AcquireAsync(default)).ShouldNotBeSameAs(failed);
    }

    [Fact]
    public async Task An_interrupted_connection_is_cleaned_behind_and_counts_as_taken_until_then()
    {
        await using var pool = Pool(maxSize: 1);
        var interrupted = await pool.AcquireAsync(default);
        var end = new TaskCompletionSource();
        interrupted.IsClean = false;
        interrupted.IsInterrupted = true;
        interrupted.OnReset = _ => end.Task;
        var released = pool.ReleaseAsync(interrupted);
        released.IsCompletedSuccessfully.ShouldBeTrue();
        pool.InUse.ShouldBe(1);
        var next = pool.AcquireAsync(default).AsTask();
        next.IsCompleted.ShouldBeFalse();
        end.SetResult();
        (await next.InTime()).ShouldBeSameAs(interrupted);
    }

    [Fact]
    public async Task An_interrupted_connection_that_does_not_become_clean_in_time_is_closed()
    {
        await using var pool = Pool(maxSize: 1);
        var interrupted = await pool.AcquireAsync(default);
        interrupted.IsClean = false;
        interrupted.IsInterrupted = true;
        interrupted.OnReset = token => Task.Delay(Timeout.Infinite, token);
        await pool.ReleaseAsync(interrupted);
        var next = pool.AcquireAsync(default).AsTask();
        time.Advance(TimeSpan.FromSeconds(10));
        (await next.InTime()).ShouldNotBeSameAs(interrupted);
        interrupted.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task After_all_are_expired_neither_idle_nor_taken_ones_are_used_again()
    {
        await using var pool = Pool();
        var taken = await pool.AcquireAsync(default);
        var idle = await pool.AcquireAsync(default);
        await pool.ReleaseAsync(idle);
        time.Advance(TimeSpan.FromTicks(1));
        pool.ExpireAll();
        await pool.ReleaseAsync(taken);
        var next = await pool.AcquireAsync(default);
        next.ShouldNotBeSameAs(idle);
        next.ShouldNotBeSameAs(taken);
        await pool.ReleaseAsync(next);
        (await pool.AcquireAsync(default)).ShouldBeSameAs(next);
    }

    [Fact]
    public async Task Disposal_closes_what_is_idle_aborts_what_is_used_and_turns_away_who_waits()
    {
        var pool = Pool(maxSize: 2);
        var idle = await pool.AcquireAsync(default);
        var used = await pool.AcquireAsync(default);
        var waiting = pool.AcquireAsync(default).AsTask();
        var another = pool.AcquireAsync(default).AsTask();
        await pool.ReleaseAsync(idle);
        await waiting.InTime();
        await pool.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(another.InTime());
        used.AbortedFor.ShouldNotBeNull();
        await pool.ReleaseAsync(used);
        used.IsDisposed.ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => pool.AcquireAsync(default).AsTask().GetAwaiter().GetResult());
    }

    [Fact]
    public async Task A_connection_that_becomes_ready_after_the_disposal_is_closed()
    {
        var ready = new TaskCompletionSource<FakeConnection>();
        var pool = Pool(connect: _ => ready.Task);
        var making = pool.AcquireAsync(default).AsTask();
        await pool.DisposeAsync();
        var late = new FakeConnection();
        ready.SetResult(late);
        await Should.ThrowAsync<ObjectDisposedException>(making.InTime());
        late.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task Under_many_users_the_limit_holds_and_no_connection_has_two_of_them()
    {
        const int limit = 4;
        await using var pool = Pool(maxSize: limit);
        var used = new System.Collections.Concurrent.ConcurrentDictionary<FakeConnection, bool>();
        var most = 0;

        async Task UseAsync(int user)
        {
            var random = new Random(user);
            for (var i = 0; i < 200; i++)
            {
                using var cancellation = new CancellationTokenSource();
                if (random.Next(8) == 0)
                {
                    _ = Task.Run(cancellation.Cancel);
                }

                FakeConnection connection;
                try
                {
                    connection = await pool.AcquireAsync(cancellation.Token);
                }
                catch (OperationCanceledException)
                {
                    continue;
                }

                used.TryAdd(connection, true).ShouldBeTrue();
                InterlockedMax(ref most, used.Count);
                await Task.Yield();
                used.TryRemove(connection, out _).ShouldBeTrue();
                connection.IsClean = connection.IsOpen = random.Next(10) > 0;
                await pool.ReleaseAsync(connection);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 16).Select(user => Task.Run(() => UseAsync(user)))).InTime();
        most.ShouldBeLessThanOrEqualTo(limit);
        pool.InUse.ShouldBe(0);
        pool.Size.ShouldBeLessThanOrEqualTo(limit);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        var seen = Volatile.Read(ref target);
        while (seen < value)
        {
            var found = Interlocked.CompareExchange(ref target, value, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }

    private ConnectionPool<FakeConnection> Pool(
        int maxSize = 10,
        TimeSpan? liveness = null,
        Func<CancellationToken, Task<FakeConnection>>? connect = null
    ) =>
        new(
            new ServerAddress("server", 7687),
            connect
                ?? (
                    _ =>
                    {
                        var connection = new FakeConnection();
                        lock (made)
                        {
                            made.Add(connection);
                        }

                        return Task.FromResult(connection);
                    }
                ),
            new PoolSettings(maxSize, TimeSpan.FromSeconds(60), TimeSpan.FromHours(1), liveness),
            time
        );
}
