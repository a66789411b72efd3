namespace DepGraph.GraphQL.Execution;

/// <summary>How long the operation may go on.</summary>
internal sealed partial class OperationContext
{
    private CancellationToken _clientToken;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _clientRegistration;
    private long _deadline;

    /// <summary>
    /// Ends with the operation: with its last field, the client's patience or the time-out. Its source is made when somebody asks.
    /// </summary>
    public CancellationToken CancellationToken
    {
        get
        {
            lock (_gate)
            {
                return _isClosed && _cancellation is null
                    ? new CancellationToken(canceled: true)
                    : EnsureCancellation().Token;
            }
        }
    }

    /// <summary>Whether the time is up.</summary>
    public bool IsTimedOut =>
        _cancellation is { IsCancellationRequested: true } || Options.TimeProvider.GetTimestamp() >= _deadline;

    public bool IsClientGone => _clientToken.IsCancellationRequested;

    /// <summary>Whether to stop: the time is up or the client gone.</summary>
    public bool IsStopped => IsClientGone || IsTimedOut;

    /// <summary>Called by loops that may run long: false, with the error noted, when the operation has to stop.</summary>
    public bool MayGoOn(SelectedField field)
    {
        if (!IsStopped)
        {
            return true;
        }

        Add(TimeoutError(field, GetPath(field)));
        return false;
    }

    private void BeginTime(CancellationToken clientToken)
    {
        _clientToken = clientToken;
        var time = Options.TimeProvider;
        var ticks = Math.Min(Options.ExecutionTimeout.TotalSeconds * time.TimestampFrequency, long.MaxValue / 4);
        _deadline = time.GetTimestamp() + (long)ticks;
    }

    private void ResetTime()
    {
        CancellationTokenSource? cancellation;
        CancellationTokenRegistration registration;
        lock (_gate)
        {
            (cancellation, _cancellation) = (_cancellation, null);
            (registration, _clientRegistration) = (_clientRegistration, default);
            _clientToken = default;
        }

        // Outside the lock: it waits for a callback that may be running, which wakes the operation under the lock.
        registration.Dispose();
        cancellation?.Dispose();
    }

    private CancellationTokenSource EnsureCancellation()
    {
        if (_cancellation is not null)
        {
            return _cancellation;
        }

        var time = Options.TimeProvider;
        var left = TimeSpan.FromSeconds(Math.Max(0, _deadline - time.GetTimestamp()) / (double)time.TimestampFrequency);
        // A timer takes at most 49 days.
        var delay = left > TimeSpan.FromDays(40) ? TimeSpan.FromDays(40) : left;
        _cancellation = new CancellationTokenSource(delay, time);
        _clientRegistration = _clientToken.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            _cancellation
        );
        return _cancellation;
    }
}
