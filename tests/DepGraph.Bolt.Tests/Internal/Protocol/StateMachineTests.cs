using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

public sealed class StateMachineTests
{
    private readonly StateMachine machine = new();

    [Fact]
    public void A_connection_is_ready_after_HELLO_and_LOGON()
    {
        machine.State.ShouldBe(ConnectionState.Negotiated);
        Send(RequestTag.Hello).ShouldBe(ConnectionState.Unauthenticated);
        Send(RequestTag.Logon).ShouldBe(ConnectionState.Ready);
    }

    [Fact]
    public void Without_LOGON_a_connection_is_ready_after_HELLO()
    {
        machine.OnRequest(RequestTag.Hello, hasLogon: false);
        machine.State.ShouldBe(ConnectionState.Ready);
    }

    [Fact]
    public void An_auto_commit_streams_until_its_result_ends()
    {
        LogOn();
        Send(RequestTag.Run).ShouldBe(ConnectionState.Streaming);
        Send(RequestTag.Pull).ShouldBe(ConnectionState.Streaming);
        machine.OnResultEnded();
        machine.State.ShouldBe(ConnectionState.Ready);
    }

    [Fact]
    public void A_transaction_streams_until_all_its_results_end_and_is_over_with_COMMIT()
    {
        LogOn();
        Send(RequestTag.Begin).ShouldBe(ConnectionState.TransactionReady);
        Send(RequestTag.Run);
        Send(RequestTag.Pull);
        Send(RequestTag.Run).ShouldBe(ConnectionState.TransactionStreaming);
        machine.OnResultEnded();
        machine.State.ShouldBe(ConnectionState.TransactionStreaming);
        Refuse(RequestTag.Commit);
        machine.OnResultEnded();
        machine.State.ShouldBe(ConnectionState.TransactionReady);
        Send(RequestTag.Commit).ShouldBe(ConnectionState.Ready);
    }

    [Fact]
    public void What_failed_takes_nothing_but_RESET()
    {
        LogOn();
        Send(RequestTag.Begin);
        Send(RequestTag.Run);
        machine.OnFailure();
        machine.State.ShouldBe(ConnectionState.Failed);
        Refuse(RequestTag.Run);
        Refuse(RequestTag.Pull);
        Refuse(RequestTag.Rollback);
        Send(RequestTag.Reset).ShouldBe(ConnectionState.Ready);
        Send(RequestTag.Run);
        machine.OnResultEnded();
        machine.State.ShouldBe(ConnectionState.Ready);
    }

    [Fact]
    public void What_was_interrupted_takes_nothing_but_RESET()
    {
        LogOn();
        Send(RequestTag.Run);
        machine.OnInterruption();
        Refuse(RequestTag.Pull);
        Send(RequestTag.Reset).ShouldBe(ConnectionState.Ready);
    }

    [Fact]
    public void What_is_defunct_takes_nothing_and_stays_so()
    {
        LogOn();
        machine.OnDefect();
        machine.OnFailure();
        machine.OnInterruption();
        machine.State.ShouldBe(ConnectionState.Defunct);
        Refuse(RequestTag.Reset);
        Refuse(RequestTag.Goodbye);
    }

    [Theory]
    [InlineData(RequestTag.Run)]
    [InlineData(RequestTag.Reset)]
    [InlineData(RequestTag.Logon)]
    internal void Before_HELLO_nothing_else_is_sent(RequestTag request) => Refuse(request);

    [Theory]
    [InlineData(RequestTag.Pull)]
    [InlineData(RequestTag.Commit)]
    [InlineData(RequestTag.Hello)]
    internal void What_needs_something_open_is_refused_when_nothing_is(RequestTag request)
    {
        LogOn();
        Refuse(request);
    }

    private void LogOn()
    {
        Send(RequestTag.Hello);
        Send(RequestTag.Logon);
    }

    private ConnectionState Send(RequestTag request)
    {
        machine.OnRequest(request, hasLogon: true);
        return machine.State;
    }

    private void Refuse(RequestTag request)
    {
        var before = machine.State;
        Should
            .Throw<InvalidOperationException>(() => machine.OnRequest(request, hasLogon: true))
            .Message.ShouldContain(request.ToString());
        machine.State.ShouldBe(before);
    }
}
