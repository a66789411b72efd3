using System.Diagnostics.CodeAnalysis;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>A record as its bytes, of which the values are decoded from left to right as far as someone has asked.</summary>
/// <param name="keys">The columns, shared by all records of a result.</param>
/// <param name="fields">The list of the values.</param>
internal sealed class Record(string[] keys, byte[] fields) : IRecord
{
    private readonly object?[] values = new object?[keys.Length];
    private int decoded;
    private int offset;

    public IReadOnlyList<string> Keys => keys;

    public IReadOnlyDictionary<string, object?> Values =>
        field ??= Enumerable.Range(0, keys.Length).ToDictionary(index => keys[index], index => this[index]);

    public object? this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, keys.Length);
            if (index >= decoded)
            {
                DecodeThrough(index);
            }

            return values[index];
        }
    }

    public object? this[string key] =>
        IndexOf(key) is >= 0 and var index
            ? this[index]
            : throw new KeyNotFoundException($"The result has no column \"{key}\"; it has {string.Join(", ", keys)}.");

    public T Get<T>(string key) => this[key].As<T>();

    public bool TryGet<T>(string key, [NotNullWhen(true)] out T? value)
    {
        if (IndexOf(key) is >= 0 and var index && this[index] is { } found)
        {
            value = found.As<T>()!;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Reads the record with a row reader.</summary>
    public T Read<T>(RowReader<T> read)
    {
        var reader = new PackStreamReader(fields);
        reader.ReadListHeader();
        return read(ref reader);
    }

    private int IndexOf(string key) => Array.IndexOf(keys, key);

    private void DecodeThrough(int index)
    {
        var reader = new PackStreamReader(fields.AsSpan(offset));
        if (offset == 0 && reader.ReadListHeader() != keys.Length)
        {
            throw new ProtocolException("The server sent a record that has not one value for each column.");
        }

        for (; decoded <= index; decoded++)
        {
            values[decoded] = reader.ReadValue();
        }

        offset += reader.Offset;
    }
}
