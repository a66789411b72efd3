using System.Collections.Concurrent;
using System.Security.Cryptography;
using DepGraph.GraphQL.Execution.Planning;

namespace DepGraph.GraphQL.Requests;

/// <summary>
/// Prepared operations by the bytes of their document and the operation's name. Reading takes no lock; when the estimated bytes
/// exceed the bound, those not asked for since the hand last passed go first (the CLOCK algorithm).
/// </summary>
internal sealed class OperationCache(long maxBytes)
{
    private readonly ConcurrentDictionary<ulong, Entry> _entries = new();
    private readonly Queue<Entry> _clock = new();
    private readonly Lock _gate = new();
    private readonly ulong _seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    public int Count => _entries.Count;

    public PreparedOperation? Find(RawText query, string? operationName)
    {
        if (
            !_entries.TryGetValue(HashOf(query, operationName), out var entry)
            || !entry.Query.Is(query)
            || entry.OperationName != operationName
        )
        {
            return null;
        }

        entry.WasUsed = true;
        return entry.Operation;
    }

    public void Add(RawText query, string? operationName, PreparedOperation operation)
    {
        var entry = new Entry(HashOf(query, operationName), query.Copy(), operationName, operation);
        if (entry.Bytes > maxBytes)
        {
            return;
        }

        lock (_gate)
        {
            if (!_entries.TryAdd(entry.Hash, entry))
            {
                return;
            }

            _clock.Enqueue(entry);
            Evict();
        }
    }

    /// <summary>Plans grow after they are added, so the sum is taken anew.</summary>
    private void Evict()
    {
        var bytes = _clock.Sum(e => e.Bytes);
        while (bytes > maxBytes && _clock.TryDequeue(out var entry))
        {
            if (entry.WasUsed)
            {
                entry.WasUsed = false;
                _clock.Enqueue(entry);
            }
            else
            {
                _entries.TryRemove(entry.Hash, out _);
                bytes -= entry.Bytes;
            }
        }
    }

    private ulong HashOf(RawText query, string? operationName)
    {
        var hash = query.Hash(_seed);
        return operationName is null
            ? hash
            : ByteHash.Compute(System.Runtime.InteropServices.MemoryMarshal.AsBytes(operationName.AsSpan()), hash);
    }

    private sealed class Entry(ulong hash, RawText query, string? operationName, PreparedOperation operation)
    {
        public ulong Hash { get; } = hash;

        public RawText Query { get; } = query;

        public string? OperationName { get; } = operationName;

        public PreparedOperation Operation { get; } = operation;

        public bool WasUsed { get; set; }

        public long Bytes => Query.Utf8.Length + Operation.EstimatedBytes;
    }
}
