using System.Collections;
using System.Numerics;

namespace DepGraph.Npm.Selectors.Matching;

/// <summary>Places of a tree, by number: one bit each.</summary>
internal sealed class PlaceSet(int size) : IEnumerable<int>
{
    private const int WordBits = 64;

    private readonly ulong[] _words = new ulong[(size + WordBits - 1) / WordBits];

    /// <summary>What it costs to go through it, about.</summary>
    public int Length => _words.Length;

    public bool IsEmpty => !_words.AsSpan().ContainsAnyExcept(0ul);

    public bool Contains(int place) => (_words[place / WordBits] >> (place % WordBits) & 1) != 0;

    /// <summary>Whether it was not in it before.</summary>
    public bool Add(int place)
    {
        var isNew = !Contains(place);
        _words[place / WordBits] |= 1ul << (place % WordBits);
        return isNew;
    }

    public void AddAll(PlaceSet other)
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] |= other._words[i];
    }

    /// <summary>Keeps what is in the other set too.</summary>
    public void Intersect(PlaceSet other)
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] &= other._words[i];
    }

    /// <summary>Takes out what is in the other set.</summary>
    public void Remove(PlaceSet other)
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] &= ~other._words[i];
    }

    public IEnumerator<int> GetEnumerator()
    {
        for (var i = 0; i < _words.Length; i++)
        for (var word = _words[i]; word != 0; word &= word - 1)
            yield return (i * WordBits) + BitOperations.TrailingZeroCount(word);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
