using System.Runtime.CompilerServices;

namespace DepGraph.GraphQL.Loaders;

/// <summary>
/// Collects the keys that an operation asks for and loads them together, once nothing else of the operation can progress.
/// Each key is loaded once per operation. An instance belongs to one operation: take it from <c>FieldContext.Loader</c>.
/// </summary>
public abstract class BatchDataLoader<TKey, TValue>
    where TKey : notnull
{
    private readonly IBatchScheduler _scheduler;
    private readonly int _maxBatchSize;
    private readonly Dictionary<TKey, Promise<TValue>> _promises = [];
    private readonly Dictionary<TKey, Exception> _rejected = [];
    private readonly Lock _gate = new();
    private List<TKey> _waiting = [];

    protected BatchDataLoader(IBatchScheduler scheduler, DataLoaderOptions? options = null)
    {
        _scheduler = scheduler;
        _maxBatchSize = (options ?? DataLoaderOptions.Default).MaxBatchSize;
        ArgumentOutOfRangeException.ThrowIfLessThan(_maxBatchSize, 1, nameof(options));
    }

    /// <summary>The value of a key, or the default of <typeparamref name="TValue"/> when the batch had none for it.</summary>
    public ValueTask<TValue?> LoadAsync(TKey key) => new(Request(key));

    /// <summary>The values of several keys, in their order.</summary>
    public async ValueTask<IReadOnlyList<TValue?>> LoadAsync(IReadOnlyList<TKey> keys)
    {
        var tasks = new Task<TValue?>[keys.Count];
        for (var i = 0; i < tasks.Length; i++)
        {
            tasks[i] = Request(keys[i]);
        }

        return await Task.WhenAll(tasks);
    }

    /// <summary>Gives a key its value without loading; a key that was asked for before keeps what it has.</summary>
    public void Prime(TKey key, TValue? value)
    {
        lock (_gate)
        {
            if (!_promises.ContainsKey(key))
            {
                var promise = new Promise<TValue>();
                promise.Keep(value);
                _promises.Add(key, promise);
            }
        }
    }

    /// <summary>
    /// Loads one batch of distinct keys. A key missing from the answer has no value; an exception fails all of them, but for those
    /// that <see cref="Reject"/> failed already.
    /// </summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(
        IReadOnlyList<TKey> keys,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Fails one key of the batch that is being loaded; the others have what the batch answers. A key that has its value or error
    /// already keeps it. From any thread.
    /// </summary>
    protected void Reject(TKey key, Exception error)
    {
        lock (_gate)
        {
            _rejected.TryAdd(key, error);
        }
    }

    private Task<TValue?> Request(TKey key)
    {
        var schedule = false;
        Task<TValue?> value;
        lock (_gate)
        {
            if (!_promises.TryGetValue(key, out var promise))
            {
                promise = new Promise<TValue>();
                _promises.Add(key, promise);
                _waiting.Add(key);
                schedule = _waiting.Count == 1;
            }

            value = promise.Join();
        }

        if (schedule)
        {
            _scheduler.Schedule(Dispatch);
        }

        return value;
    }

    private void Dispatch()
    {
        List<TKey> keys;
        lock (_gate)
        {
            keys = _waiting;
            _waiting = [];
        }

        if (keys.Count <= _maxBatchSize)
        {
            Start(keys);
            return;
        }

        for (var i = 0; i < keys.Count; i += _maxBatchSize)
        {
            Start(keys.GetRange(i, Math.Min(_maxBatchSize, keys.Count - i)));
        }
    }

    private void Start(List<TKey> keys)
    {
        TaskAwaiter<IReadOnlyDictionary<TKey, TValue>> awaiter;
        try
        {
            var cancellationToken = _scheduler.CancellationToken;
            cancellationToken.ThrowIfCancellationRequested();
            awaiter = LoadBatchAsync(keys, cancellationToken).GetAwaiter();
        }
#pragma warning disable CA1031 // Whatever the batch throws belongs to those who wait for its keys.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(keys, e);
            return;
        }

        if (awaiter.IsCompleted)
        {
            Complete(keys, awaiter);
        }
        else
        {
            awaiter.UnsafeOnCompleted(() => _scheduler.Post(() => Complete(keys, awaiter)));
        }
    }

    private void Complete(List<TKey> keys, TaskAwaiter<IReadOnlyDictionary<TKey, TValue>> batch)
    {
        IReadOnlyDictionary<TKey, TValue> values;
        try
        {
            values = batch.GetResult();
        }
#pragma warning disable CA1031 // Whatever the batch throws belongs to those who wait for its keys.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(keys, e);
            return;
        }

        foreach (var key in keys)
        {
            Settle(key, values.TryGetValue(key, out var value) ? value : default, null);
        }
    }

    private void Fail(List<TKey> keys, Exception error)
    {
        foreach (var key in keys)
        {
            Settle(key, default, error);
        }
    }

    private void Settle(TKey key, TValue? value, Exception? error)
    {
        IReadOnlyList<TaskCompletionSource<TValue?>> waiters;
        lock (_gate)
        {
            error = _rejected.GetValueOrDefault(key) ?? error;
            waiters = _promises[key].Keep(value, error);
        }

        foreach (var waiter in waiters)
        {
            if (error is null)
            {
                waiter.SetResult(value);
            }
            else
            {
                waiter.SetException(error);
            }
        }
    }
}
