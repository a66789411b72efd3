using System.Threading.Tasks.Sources;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Execution;

/// <summary>
/// Who goes next. Everything that can be written is written first; then what became ready is filled in; when nothing is
/// ready, data loaders dispatch their batches; when none has one, the operation sleeps until something is ready.
/// </summary>
internal sealed partial class OperationContext : IValueTaskSource
{
    private readonly Queue<object> _ready = new();
    private List<Action> _batches = [];
    private ManualResetValueTaskSourceCore<bool> _wake = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _stopRegistration;
    private List<SerialField>? _serialFields;
    private int _nextSerialField;
    private int _expected;
    private bool _isAsleep;
    private bool _hasWaited;
    private bool _isClosed;

    public Region Data { get; private set; } = new();

    /// <summary>Counts a hole that will be posted when its value is there.</summary>
    public void Expect() => _expected++;

    /// <summary>Writes what can be written at once; true when that was all.</summary>
    /// <exception cref="OperationCanceledException">The client went away between two root fields of a mutation.</exception>
    public bool Start(RootPlan plan, Root root)
    {
        WriteHead();
        Data = new Region { Start = Writer.Position };
        _region = Data;
        _outerBoundary = null;
        _nextSerialField = 0;
        _serialFields = plan.Operation == OperationKind.Mutation ? plan.LeaveSerialFields(this) : null;
        IsDataNull = _serialFields is null && !plan.Execute(this, root);

        Data.End = Writer.Position;
        Data.IsComplete = true;
        return FillSerialFields();
    }

    /// <summary>Goes on until everything is complete, the time is up, or the client is gone.</summary>
    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    public async ValueTask RunAsync()
    {
        _hasWaited = true;
        do
        {
            while (_expected > 0)
            {
                if (IsStopped)
                {
                    Stop();
                    return;
                }

                if (!FillReady() && !DispatchBatches())
                {
                    await SleepAsync();
                }
            }
        } while (!FillSerialFields());

        Close();
    }

    /// <summary>Something is ready to be filled in or carried on. From any thread.</summary>
    public void Post(object work)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _ready.Enqueue(work);
                Wake();
                return;
            }
        }

        // Nobody takes turns any more: let those who waited for a batch unwind.
        (work as Action)?.Invoke();
    }

    void Loaders.IBatchScheduler.Post(Action completion) => Post(completion);

    void Loaders.IBatchScheduler.Schedule(Action dispatch)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _batches.Add(dispatch);
                Wake();
                return;
            }
        }

        dispatch();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wake.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => _wake.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => _wake.GetResult(token);

    /// <summary>
    /// Fills root fields of a mutation one after the other until one has to wait; true when all are complete. None starts after
    /// the time is up or the client is gone.
    /// </summary>
    private bool FillSerialFields()
    {
        while (_expected == 0 && _serialFields is not null && _nextSerialField < _serialFields.Count && !IsDataNull)
        {
            if (IsStopped)
            {
                Stop();
                return true;
            }

            _serialFields[_nextSerialField++].Fill(this);
        }

        return _expected == 0;
    }

    private bool FillReady()
    {
        var hasFilled = false;
        while (TryTake(out var work))
        {
            hasFilled = true;
            if (work is Hole hole)
            {
                _expected--;
                hole.Fill(this);
            }
            else
            {
                ((Action)work!)();
            }

            if (IsStopped)
            {
                break;
            }
        }

        return hasFilled;
    }

    private bool TryTake(out object? work)
    {
        lock (_gate)
        {
            return _ready.TryDequeue(out work);
        }
    }

    private bool DispatchBatches()
    {
        List<Action> batches;
        lock (_gate)
        {
            if (_batches.Count == 0)
            {
                return false;
            }

            batches = _batches;
            _batches = [];
        }

        foreach (var dispatch in batches)
        {
            dispatch();
        }

        return true;
    }

    private ValueTask SleepAsync()
    {
        lock (_gate)
        {
            if (_ready.Count > 0 || _batches.Count > 0)
            {
                return ValueTask.CompletedTask;
            }

            _wake.Reset();
            _isAsleep = true;
        }

        if (_stopRegistration == default)
        {
            _stopRegistration = CancellationToken.UnsafeRegister(
                static op => ((OperationContext)op!).WakeToStop(),
                this
            );
        }

        return new ValueTask(this, _wake.Version);
    }

    private void WakeToStop()
    {
        lock (_gate)
        {
            Wake();
        }
    }

    private void Wake()
    {
        if (_isAsleep)
        {
            _isAsleep = false;
            _wake.SetResult(true);
        }
    }

    /// <summary>Fills what is still open with the reason, and lets those who work for it know.</summary>
    private void Stop()
    {
        Close();
        _clientToken.ThrowIfCancellationRequested();
        foreach (var hole in Data.OpenHoles().ToArray())
        {
            ((Hole)hole).Fail(this, ((Hole)hole).TimeoutError(this));
        }
    }

    /// <summary>Takes no more turns. Who still waits for a batch is let go: its loader starts none under an ended token.</summary>
    private void Close()
    {
        Action[] left;
        lock (_gate)
        {
            _isClosed = true;
            left = [.. _ready.OfType<Action>(), .. _batches];
            _ready.Clear();
            _batches = [];
        }

        _stopRegistration.Dispose();
        _clientRegistration.Dispose();
        _cancellation?.Cancel();
        foreach (var work in left)
        {
            work();
        }
    }
}
