namespace DepGraph.GraphQL.Loaders;

/// <summary>
/// The value of one key, now or later. Each who waits for it gets a task of his own: a task runs a single continuation where it is
/// completed, on the operation's turn, but sends several off to the thread pool, from where those who then ask for more would
/// come one by one and miss their common batch. The loader's gate is held around every member.
/// </summary>
internal sealed class Promise<TValue>
{
    private readonly List<TaskCompletionSource<TValue?>> _waiters = [];
    private bool _isKept;
    private TValue? _value;
    private Exception? _error;

    public Task<TValue?> Join()
    {
        if (_isKept)
        {
            return _error is null ? Task.FromResult(_value) : Task.FromException<TValue?>(_error);
        }

        var waiter = new TaskCompletionSource<TValue?>();
        _waiters.Add(waiter);
        return waiter.Task;
    }

    /// <summary>Those who come later have the value, or the error, at once.</summary>
    /// <returns>Whom to tell, without the gate.</returns>
    public IReadOnlyList<TaskCompletionSource<TValue?>> Keep(TValue? value, Exception? error = null)
    {
        (_isKept, _value, _error) = (true, value, error);
        return _waiters;
    }
}
