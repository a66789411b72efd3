using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace DepGraph.Npm.Packuments.Reading;

/// <summary>
/// One of a manifest's dependency maps, read the way JavaScript's <c>Object.entries</c> walks it: whole numbers first,
/// a repeated key once with its last value, and an array or a string entry by entry under 0, 1, 2 … The unit of
/// storage is a pair: name id, then range id × 4, plus a flag when the range is no text.
/// </summary>
internal sealed class DependencyMap
{
    public const int NotText = 1;
    public const int Falsy = 2;
    public const int FlagBits = 2;

    // A text where a map belongs names one package per character: more than these are noise that nobody can ask for.
    private const int MostCharacters = 1000;

    private readonly List<int> _pairs = [];
    private bool _hasIndexKeys;

    /// <summary>Pairs as read, or in entry order after <see cref="Normalise"/>.</summary>
    public ReadOnlySpan<int> Pairs => CollectionsMarshal.AsSpan(_pairs);

    public void Clear()
    {
        _pairs.Clear();
        _hasIndexKeys = false;
    }

    public bool TryRead(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, JsonTexts texts)
    {
        Clear();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read())
                {
                    if (reader.TokenType == JsonTokenType.EndObject)
                        return true;
                    var name = texts.Intern(ref reader);
                    _hasIndexKeys |= !reader.ValueSpan.IsEmpty && char.IsAsciiDigit((char)reader.ValueSpan[0]);
                    if (!reader.Read() || !TryAdd(name, ref reader, data, texts))
                        return false;
                }
                return false;
            case JsonTokenType.StartArray:
                for (var index = 0; reader.Read(); index++)
                {
                    if (reader.TokenType == JsonTokenType.EndArray)
                        return true;
                    if (!TryAdd(InternIndex(index, texts), ref reader, data, texts))
                        return false;
                }
                return false;
            case JsonTokenType.String:
                AddCharacters(Encoding.UTF8.GetString(texts.Strings[texts.Intern(ref reader)]), texts);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Brings the pairs into the order and the uniqueness of JavaScript's entries.</summary>
    public void Normalise(StampSet positions, JsonTexts texts)
    {
        positions.Clear();
        var pairs = CollectionsMarshal.AsSpan(_pairs);
        var length = 0;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (positions.TryGet(pairs[i], out var position))
            {
                pairs[position + 1] = pairs[i + 1];
                continue;
            }
            positions.Set(pairs[i], length);
            pairs[length] = pairs[i];
            pairs[length + 1] = pairs[i + 1];
            length += 2;
        }
        _pairs.RemoveRange(length, _pairs.Count - length);
        if (_hasIndexKeys)
            MoveIndexKeysFirst(texts);
        _hasIndexKeys = false;
    }

    private bool TryAdd(int name, ref Utf8JsonReader reader, ReadOnlySpan<byte> data, JsonTexts texts)
    {
        int range,
            flag = 0;
        if (reader.TokenType == JsonTokenType.String)
        {
            range = texts.Intern(ref reader);
        }
        else if (!JsonTexts.IsTruthy(ref reader))
        {
            range = texts.Strings.Intern([]);
            flag = Falsy;
        }
        else if (texts.TryInternJson(ref reader, data, out range))
        {
            flag = NotText;
        }
        else
        {
            return false;
        }
        _pairs.Add(name);
        _pairs.Add(range << FlagBits | flag);
        return true;
    }

    private void AddCharacters(string text, JsonTexts texts)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < Math.Min(text.Length, MostCharacters); i++)
        {
            _pairs.Add(InternIndex(i, texts));
            _pairs.Add(texts.Strings.Intern(utf8[..Encoding.UTF8.GetBytes(text.AsSpan(i, 1), utf8)]) << FlagBits);
        }
    }

    private void MoveIndexKeysFirst(JsonTexts texts)
    {
        var entries = new List<(uint Index, int Name, int Range)>();
        for (var i = 0; i < _pairs.Count; i += 2)
            entries.Add((IndexOf(texts.Strings[_pairs[i]]), _pairs[i], _pairs[i + 1]));
        _pairs.Clear();
        foreach (var (_, name, range) in entries.OrderBy(entry => entry.Index))
        {
            _pairs.Add(name);
            _pairs.Add(range);
        }
    }

    // A property that JavaScript orders by number: canonical decimal digits below 2^32 − 1. Others keep their order.
    private static uint IndexOf(ReadOnlySpan<byte> key) =>
        Utf8Parser.TryParse(key, out uint index, out var length)
        && length == key.Length
        && (key[0] != '0' || key.Length == 1)
        && char.IsAsciiDigit((char)key[0])
            ? index
            : uint.MaxValue;

    private static int InternIndex(int index, JsonTexts texts)
    {
        Span<byte> digits = stackalloc byte[11];
        index.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        return texts.Strings.Intern(digits[..length]);
    }
}
