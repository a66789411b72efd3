using System.Text;

namespace DepGraph.GraphQL.Documents;

/// <summary>
/// Documents that clients registered, by hash, as long as they fit into so many bytes; what was asked for longest ago goes
/// first. It is asked only when the operation is not prepared any more, so one lock does.
/// </summary>
internal sealed class PersistedQueries(long maxBytes)
{
    /// <summary>What an entry takes besides its text, about.</summary>
    private const int EntryBytes = 400;

    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byAge = new();
    private readonly Lock _gate = new();
    private long _bytes;

    public string? Find(string hash)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(hash, out var node))
            {
                return null;
            }

            _byAge.Remove(node);
            _byAge.AddLast(node);
            return Encoding.UTF8.GetString(node.Value.Text);
        }
    }

    /// <summary>Keeps a document, unless it is larger than all may be together.</summary>
    public void Add(string hash, string document)
    {
        var entry = new Entry(hash, Encoding.UTF8.GetBytes(document));
        lock (_gate)
        {
            if (entry.Bytes > maxBytes || _entries.ContainsKey(hash))
            {
                return;
            }

            _entries.Add(hash, _byAge.AddLast(entry));
            _bytes += entry.Bytes;
            while (_bytes > maxBytes)
            {
                var oldest = _byAge.First!.Value;
                _byAge.RemoveFirst();
                _entries.Remove(oldest.Hash);
                _bytes -= oldest.Bytes;
            }
        }
    }

    private sealed record Entry(string Hash, byte[] Text)
    {
        public long Bytes => Text.Length + EntryBytes;
    }
}
