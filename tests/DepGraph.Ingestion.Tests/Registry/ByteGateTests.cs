using DepGraph.Ingestion.Registry;

namespace DepGraph.Ingestion.Tests.Registry;

public sealed class ByteGateTests
{
    [Fact]
    public async Task Documents_enter_while_there_is_room_and_then_in_turn()
    {
        var gate = new ByteGate(100);
        var first = await gate.EnterAsync(50, default);
        var second = await gate.EnterAsync(40, default);
        var third = gate.EnterAsync(30, default).AsTask();
        var fourth = gate.EnterAsync(10, default).AsTask();

        third.IsCompleted.ShouldBeFalse();
        fourth.IsCompleted.ShouldBeFalse("a small document must not pass a larger one that waits");

        second.Dispose();
        (await third).Dispose();
        (await fourth).Dispose();
        first.Dispose();
        gate.Available.ShouldBe(100);
    }

    [Fact]
    public async Task A_document_larger_than_the_gate_takes_half_of_it()
    {
        var gate = new ByteGate(100);

        using var huge = await gate.EnterAsync(long.MaxValue, default);

        gate.Available.ShouldBe(50);
    }

    [Fact]
    public async Task A_document_that_grows_takes_more_without_waiting()
    {
        var gate = new ByteGate(100);
        var first = await gate.EnterAsync(50, default);
        var second = await gate.EnterAsync(50, default);
        second.Dispose();
        var small = await gate.EnterAsync(1, default);
        var other = await gate.EnterAsync(49, default);

        small.GrowTo(40);

        gate.Available.ShouldBe(-39);
        small.Dispose();
        other.Dispose();
        first.Dispose();
        gate.Available.ShouldBe(100);
    }

    [Fact]
    public async Task Whoever_gives_up_makes_room_for_the_next()
    {
        var gate = new ByteGate(100);
        var first = await gate.EnterAsync(50, default);
        var second = await gate.EnterAsync(40, default);
        using var cancel = new CancellationTokenSource();
        var impatient = gate.EnterAsync(50, cancel.Token).AsTask();
        var patient = gate.EnterAsync(10, default).AsTask();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(impatient);
        (await patient).Dispose();
        first.Dispose();
        second.Dispose();
        gate.Available.ShouldBe(100);
    }
}
