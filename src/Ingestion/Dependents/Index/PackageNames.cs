using System.Collections.Concurrent;
using System.Text;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// Package names by number: sorted ones, and behind them those that have come since, in the order of their coming. One writer,
/// any number of readers.
/// </summary>
internal sealed class PackageNames(SortedNames sorted)
{
    private const int AddedBytes = 150;

    private readonly ConcurrentDictionary<string, int> added = new(StringComparer.Ordinal);
    private readonly SharedTable<byte[]> texts = new();
    private int count = sorted.Count;

    /// <summary>Names below this number are in the order of their numbers.</summary>
    public int SortedCount => sorted.Count;

    public int Count => Volatile.Read(ref count);

    /// <summary>Bytes of what has come since.</summary>
    public long AddedSize { get; private set; }

    public ReadOnlySpan<byte> this[int number] => number < sorted.Count ? sorted[number] : texts[number - sorted.Count];

    public string TextOf(int number) => Encoding.UTF8.GetString(this[number]);

    /// <summary>The number of a name; −1: it has none.</summary>
    public int Find(string name)
    {
        Span<byte> buffer = stackalloc byte[256];
        var utf8 = Encoding.UTF8.TryGetBytes(name, buffer, out var length)
            ? buffer[..length]
            : Encoding.UTF8.GetBytes(name);
        return sorted.Find(utf8) is >= 0 and var number ? number : added.GetValueOrDefault(name, -1);
    }

    /// <summary>For the writer: the number of a name, a new one if need be.</summary>
    public int NumberOf(string name)
    {
        if (Find(name) is >= 0 and var known)
        {
            return known;
        }

        var number = count;
        var text = Encoding.UTF8.GetBytes(name);
        texts.Set(number - sorted.Count, text);
        Volatile.Write(ref count, number + 1);
        added[name] = number;
        AddedSize += AddedBytes + (3 * text.Length);
        return number;
    }

    /// <summary>The ordinal order of two names.</summary>
    public int Compare(int one, int other) =>
        one < sorted.Count && other < sorted.Count ? one.CompareTo(other) : this[one].SequenceCompareTo(this[other]);
}
