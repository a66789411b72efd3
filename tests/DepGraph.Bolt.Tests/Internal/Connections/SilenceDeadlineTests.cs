using DepGraph.Bolt.Internal.Connections;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Connections;

public sealed class SilenceDeadlineTests
{
    private readonly ManualTime time = new();
    private int exceeded;

    [Fact]
    public void A_read_that_waits_longer_than_the_limit_is_ended_once()
    {
        using var deadline = Deadline();
        deadline.Begin();
        time.Advance(TimeSpan.FromSeconds(9));
        exceeded.ShouldBe(0);
        time.Advance(TimeSpan.FromSeconds(1));
        exceeded.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(1));
        exceeded.ShouldBe(1);
    }

    [Fact]
    public void Many_reads_that_are_each_short_enough_are_let_be()
    {
        using var deadline = Deadline();
        for (var i = 0; i < 10; i++)
        {
            deadline.Begin();
            time.Advance(TimeSpan.FromSeconds(7));
            deadline.End();
        }

        time.Advance(TimeSpan.FromMinutes(1));
        exceeded.ShouldBe(0);
    }

    [Fact]
    public void A_read_that_begins_while_the_timer_still_runs_for_another_has_its_full_time()
    {
        using var deadline = Deadline();
        deadline.Begin();
        time.Advance(TimeSpan.FromSeconds(6));
        deadline.End();
        deadline.Begin();
        time.Advance(TimeSpan.FromSeconds(9));
        exceeded.ShouldBe(0);
        time.Advance(TimeSpan.FromSeconds(1));
        exceeded.ShouldBe(1);
    }

    [Fact]
    public void Without_a_limit_nothing_is_ended()
    {
        using var deadline = new SilenceDeadline(time, () => exceeded++);
        deadline.Begin();
        time.Advance(TimeSpan.FromDays(1));
        exceeded.ShouldBe(0);
    }

    private SilenceDeadline Deadline() => new(time, () => exceeded++) { Limit = TimeSpan.FromSeconds(10) };
}
