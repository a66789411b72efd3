namespace DepGraph.Ingestion.Registry;

/// <summary>
/// Bounds the bytes of documents that are being read at once. First come, first served: a large document is never passed
/// over for ever. One document counts for at most half of the gate, so that others still move beside it.
/// </summary>
internal sealed class ByteGate
{
    private readonly long largestShare;
    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> waiters = new();
    private long available;

    /// <param name="capacity">The bound in bytes.</param>
    public ByteGate(long capacity)
    {
        available = capacity;
        largestShare = Math.Max(1, capacity / 2);
    }

    /// <summary>Bytes that are not spoken for; negative while documents turn out larger than they said.</summary>
    public long Available
    {
        get
        {
            lock (gate)
            {
                return available;
            }
        }
    }

    /// <summary>Waits until a document of this size may be read; dispose the share when it has been.</summary>
    public ValueTask<Share> EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        bytes = Clamp(bytes);
        lock (gate)
        {
            if (waiters.Count == 0 && available >= bytes)
            {
                available -= bytes;
                return new ValueTask<Share>(new Share(this, bytes));
            }

            var waiter = new Waiter(bytes);
            var node = waiters.AddLast(waiter);
            return new ValueTask<Share>(WaitAsync(node, cancellationToken));
        }
    }

    private async Task<Share> WaitAsync(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (byteGate, waiting) = ((ByteGate, LinkedListNode<Waiter>))state!;
                byteGate.Abandon(waiting, token);
            },
            (this, node)
        );
        await node.Value.Task;
        return new Share(this, node.Value.Bytes);
    }

    private void Abandon(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (node.List is null)
            {
                return;
            }

            waiters.Remove(node);
            node.Value.TrySetCanceled(cancellationToken);
            Admit();
        }
    }

    private void Return(long bytes)
    {
        lock (gate)
        {
            available += bytes;
            Admit();
        }
    }

    private void Admit()
    {
        while (waiters.First is { } first && available >= first.Value.Bytes)
        {
            waiters.RemoveFirst();
            available -= first.Value.Bytes;
            first.Value.TrySetResult();
        }
    }

    private long Clamp(long bytes) => Math.Clamp(bytes, 1, largestShare);

    /// <summary>What one document holds of the gate.</summary>
    public sealed class Share(ByteGate owner, long bytes) : IDisposable
    {
        private long held = bytes;

        /// <summary>The document is at least this large: takes the difference without waiting, so that nothing can dead-lock.</summary>
        public void GrowTo(long bytes)
        {
            var missing = owner.Clamp(bytes) - held;
            if (missing > 0)
            {
                held += missing;
                owner.Return(-missing);
            }
        }

        public void Dispose()
        {
            owner.Return(held);
            held = 0;
        }
    }

    private sealed class Waiter(long bytes) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Bytes { get; } = bytes;
    }
}
