namespace DepGraph.Npm.Packuments;

/// <summary>
/// What a head had for a requirement last, in a single word: no lock, nothing allocated, and it keeps no head in memory. A benign
/// race: whatever is found is right for the head that it says.
/// </summary>
internal struct RememberedPick
{
    // The head's identity, which begins at 1, above 24 bits of the version's place plus 1; that is 0 when none matches.
    private const int IndexBits = 24;
    private const long MaxIndex = (1 << IndexBits) - 1;

    private long _word;

    /// <summary>The version's place, −1 when none matches; false when it is not of this head.</summary>
    public bool TryGet(long head, out int index)
    {
        var word = Volatile.Read(ref _word);
        index = (int)(word & MaxIndex) - 1;
        return word >> IndexBits == head;
    }

    /// <summary>Takes the place of what was remembered; a place that does not fit in is not remembered.</summary>
    public void Set(long head, int index)
    {
        if (index < MaxIndex)
            Volatile.Write(ref _word, (head << IndexBits) | (long)(index + 1));
    }
}
