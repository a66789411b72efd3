using System.Text;

namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>An answer that a <see cref="LosingProxy"/> does not pass on.</summary>
/// <param name="text">What the Cypher of the transaction has.</param>
internal sealed class LostAnswer(string text)
{
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _hold = Task.CompletedTask;

    public byte[] Text { get; } = Encoding.UTF8.GetBytes(text);

    /// <summary>Completes when the server has committed; the client does not know of it.</summary>
    public Task Committed => _committed.Task;

    /// <summary>Leaves the client waiting until then, and breaks its connection only then.</summary>
    public void HoldUntil(Task end) => _hold = end;

    public async Task OnCommittedAsync()
    {
        _committed.TrySetResult();
        await _hold;
    }
}
