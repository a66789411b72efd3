using DepGraph.Bolt.Internal.Connections;

namespace DepGraph.Bolt.Tests.Fakes;

/// <summary>A connection to nowhere, whose state the test sets.</summary>
internal sealed class FakeConnection : IPooledConnection
{
    public bool IsOpen { get; set; } = true;

    public bool IsClean { get; set; } = true;

    public bool IsInterrupted { get; set; }

    public bool IsStale { get; set; }

    public bool IsDisposed { get; private set; }

    public Neo4jException? AbortedFor { get; private set; }

    public int Resets { get; private set; }

    /// <summary>What a reset waits for, and how it ends.</summary>
    public Func<CancellationToken, Task> OnReset { get; set; } = _ => Task.CompletedTask;

    public async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        Resets++;
        await OnReset(cancellationToken);
        IsClean = true;
        IsInterrupted = false;
    }

    public void Abort(Neo4jException reason)
    {
        AbortedFor = reason;
        IsOpen = false;
    }

    public ValueTask DisposeAsync()
    {
        IsOpen = false;
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
