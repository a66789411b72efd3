namespace DepGraph.Bolt.Internal.Connections;

/// <summary>
/// The connections to one server. Those that are idle are used last in, first out; who finds none and may make none waits its turn,
/// first come, first served. While someone waits nothing is idle and no further connection may be made: whatever is given back, a
/// connection or the right to make one, goes to the first who waits.
/// </summary>
/// <param name="server">For messages.</param>
/// <param name="connect">Makes a connection that is ready.</param>
internal sealed class ConnectionPool<TConnection>(
    ServerAddress server,
    Func<CancellationToken, Task<TConnection>> connect,
    PoolSettings settings,
    TimeProvider time
) : IAsyncDisposable
    where TConnection : class, IPooledConnection
{
    private readonly Lock gate = new();

    /// <summary>A stack: the one that was given back last is last, and the first one is the next to become too old.</summary>
    private readonly List<Idle> idle = [];
    private readonly LinkedList<Waiter> waiters = new();

    /// <summary>Those that are taken, with the time of their making.</summary>
    private readonly Dictionary<TConnection, long> taken = [];
    private readonly HashSet<Task> recyclings = [];

    /// <summary>All that count toward the limit: idle, taken, and being made.</summary>
    private int size;

    /// <summary>What was made earlier is not used again.</summary>
    private long oldestBirth = long.MinValue;
    private bool isDisposed;

    /// <summary>How many are taken at the moment.</summary>
    public int InUse
    {
        get
        {
            lock (gate)
            {
                return taken.Count;
            }
        }
    }

    /// <summary>How many there are, those being made included.</summary>
    public int Size
    {
        get
        {
            lock (gate)
            {
                return size;
            }
        }
    }

    /// <summary>Takes a connection that is open and clean; it must be given back.</summary>
    /// <exception cref="ConnectionAcquisitionTimeoutException">None was free in time.</exception>
    /// <exception cref="Neo4jException">None was there, and none could be made.</exception>
    /// <exception cref="ObjectDisposedException">The driver was disposed.</exception>
    public ValueTask<TConnection> AcquireAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TConnection>(cancellationToken);
        }

        while (TryTakeIdle(out var found))
        {
            if (!IsUsable(found))
            {
                Drop(found.Connection);
                continue;
            }

            return NeedsTrial(found)
                ? TryOutAsync(found.Connection, cancellationToken)
                : new ValueTask<TConnection>(found.Connection);
        }

        return WaitOrConnectAsync(cancellationToken);
    }

    /// <summary>
    /// Gives a connection back, in whatever state. After a failure this waits until it is clean; one that was interrupted is cleaned in the
    /// background, counted as taken, within <see cref="PoolSettings.ResetTimeout"/>; a broken one leaves.
    /// </summary>
    public ValueTask ReleaseAsync(TConnection connection)
    {
        if (connection.IsClean)
        {
            Return(connection);
            return ValueTask.CompletedTask;
        }

        if (connection.IsInterrupted)
        {
            Track(RecycleAsync(connection));
            return ValueTask.CompletedTask;
        }

        return connection.IsOpen ? new ValueTask(RecycleAsync(connection)) : DiscardAsync(connection);
    }

    /// <summary>Closes what is idle: the server seems to be gone.</summary>
    public async ValueTask CloseIdleAsync()
    {
        foreach (var connection in TakeAllIdle())
        {
            await DiscardAsync(connection);
        }
    }

    /// <summary>No connection that was made before now is used again.</summary>
    public void ExpireAll()
    {
        lock (gate)
        {
            oldestBirth = time.GetTimestamp();
        }
    }

    public async ValueTask DisposeAsync()
    {
        TConnection[] open;
        Waiter[] waiting;
        lock (gate)
        {
            isDisposed = true;
            open = [.. taken.Keys];
            waiting = [.. waiters];
            waiters.Clear();
        }

        foreach (var waiter in waiting)
        {
            waiter.TrySetException(Disposed());
        }

        foreach (var connection in open)
        {
            connection.Abort(new ServiceUnavailableException($"The driver of {server} was disposed."));
        }

        await CloseIdleAsync();
        await Task.WhenAll(RunningRecyclings());
    }

    private async ValueTask<TConnection> TryOutAsync(TConnection connection, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.ResetTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await connection.ResetAsync(linked.Token);
            return connection;
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            await DiscardAsync(connection);
            return await AcquireAsync(cancellationToken);
        }
        catch
        {
            await DiscardAsync(connection);
            throw;
        }
    }

    private async ValueTask<TConnection> WaitOrConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.AcquisitionTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var found = await FindAsync(linked.Token);
            if (found is { } existing)
            {
                if (IsUsable(existing))
                {
                    return existing.Connection;
                }

                // Its place is the caller's, who has waited for it.
                Forget(existing.Connection);
            }

            return await ConnectAsync(linked.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectionAcquisitionTimeoutException(
                $"No connection to {server} was free within {settings.AcquisitionTimeout.TotalSeconds:0.###} s "
                    + $"(Config.ConnectionAcquisitionTimeout): all {settings.MaxSize} (Config.MaxConnectionPoolSize) are in use.",
                e
            );
        }
    }

    /// <summary>Finds an idle connection, or null: the right to make one, which is counted already.</summary>
    private async ValueTask<Idle?> FindAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(IDriver));
            if (TryPop(out var found))
            {
                return found;
            }

            if (size < settings.MaxSize)
            {
                size++;
                return null;
            }

            node = waiters.AddLast(new Waiter());
        }

        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (pool, waiting) = ((ConnectionPool<TConnection>, LinkedListNode<Waiter>))state!;
                pool.Abandon(waiting, token);
            },
            (this, node)
        );
        return await node.Value.Task;
    }

    private async ValueTask<TConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        TConnection connection;
        try
        {
            connection = await connect(cancellationToken);
        }
        catch
        {
            FreePlace();
            throw;
        }

        lock (gate)
        {
            if (!isDisposed)
            {
                taken.Add(connection, time.GetTimestamp());
                return connection;
            }
        }

        FreePlace();
        await connection.DisposeAsync();
        throw Disposed();
    }

    private async Task RecycleAsync(TConnection connection)
    {
        try
        {
            using var limit = new CancellationTokenSource(settings.ResetTimeout, time);
            await connection.ResetAsync(limit.Token);
        }
        catch
        {
            // Whatever it was: nobody is to have this connection again, and who gives it back has no use for the reason.
            await DiscardAsync(connection);
            return;
        }

        Return(connection);
    }

    private void Return(TConnection connection)
    {
        lock (gate)
        {
            if (!isDisposed && taken.TryGetValue(connection, out var born) && born >= oldestBirth)
            {
                taken.Remove(connection);
                var returned = new Idle(connection, born, time.GetTimestamp());
                if (waiters.First is { } first)
                {
                    waiters.RemoveFirst();
                    taken.Add(connection, born);
                    first.Value.TrySetResult(returned);
                    return;
                }

                idle.Add(returned);
                if (!IsTooOld(idle[0]))
                {
                    return;
                }

                // Those that are never needed again would stay for ever, were they not looked for here.
                connection = idle[0].Connection;
                idle.RemoveAt(0);
            }
        }

        Drop(connection);
    }

    private ValueTask DiscardAsync(TConnection connection)
    {
        lock (gate)
        {
            taken.Remove(connection);
        }

        FreePlace();
        return connection.DisposeAsync();
    }

    /// <summary>Closes a connection whose place is taken by another one.</summary>
    private void Forget(TConnection connection)
    {
        lock (gate)
        {
            taken.Remove(connection);
        }

        Track(connection.DisposeAsync().AsTask());
    }

    /// <summary>As <see cref="DiscardAsync"/>, where nobody waits for the closing.</summary>
    private void Drop(TConnection connection) => Track(DiscardAsync(connection).AsTask());

    private void FreePlace()
    {
        lock (gate)
        {
            if (waiters.First is { } first)
            {
                waiters.RemoveFirst();
                first.Value.TrySetResult(null);
            }
            else
            {
                size--;
            }
        }
    }

    private void Abandon(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (node.List is not null)
            {
                waiters.Remove(node);
                node.Value.TrySetCanceled(cancellationToken);
            }
        }
    }

    private bool TryTakeIdle(out Idle found)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(IDriver));
            return TryPop(out found);
        }
    }

    private bool TryPop(out Idle found)
    {
        if (idle is not [.., var last])
        {
            found = default;
            return false;
        }

        found = last;
        idle.RemoveAt(idle.Count - 1);
        taken.Add(found.Connection, found.Born);
        return true;
    }

    private TConnection[] TakeAllIdle()
    {
        lock (gate)
        {
            TConnection[] all = [.. idle.Select(entry => entry.Connection)];
            idle.Clear();
            return all;
        }
    }

    private bool IsUsable(in Idle entry) =>
        entry.Connection.IsOpen
        && entry.Born >= Volatile.Read(ref oldestBirth)
        && !IsTooOld(entry)
        && !entry.Connection.IsStale;

    private bool IsTooOld(in Idle entry) =>
        settings.MaxLifetime != Timeout.InfiniteTimeSpan && time.GetElapsedTime(entry.Born) >= settings.MaxLifetime;

    private bool NeedsTrial(in Idle entry) =>
        settings.LivenessCheckAfter is { } limit && time.GetElapsedTime(entry.Since) >= limit;

    private void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (gate)
        {
            recyclings.RemoveWhere(recycling => recycling.IsCompleted);
            recyclings.Add(task);
        }
    }

    private Task[] RunningRecyclings()
    {
        lock (gate)
        {
            return [.. recyclings];
        }
    }

    /// <summary>Whether it says something about the connection, and not about a caller who has no time left.</summary>
    private static bool IsFailure(Exception e, CancellationToken callers) =>
        e is Neo4jException || (e is OperationCanceledException && !callers.IsCancellationRequested);

    private static ObjectDisposedException Disposed() => new(nameof(IDriver));

    /// <param name="Connection">Which.</param>
    /// <param name="Born">When it was made.</param>
    /// <param name="Since">When it was given back.</param>
    private readonly record struct Idle(TConnection Connection, long Born, long Since);

    /// <summary>Gets a connection, or null: the right to make one.</summary>
    private sealed class Waiter() : TaskCompletionSource<Idle?>(TaskCreationOptions.RunContinuationsAsynchronously);
}
