namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// The distinct ranges that latest versions declare, by number: one writer, any number of readers. Ranges beyond
/// <see cref="Longest"/> are not kept; who needs one asks the head.
/// </summary>
internal sealed class RangeTexts
{
    /// <summary>The number of an edge that the latest version does not declare.</summary>
    public const int None = -1;

    /// <summary>The number of every range that is too long to be kept.</summary>
    public const int TooLong = -2;

    /// <summary>Characters of the longest range that is kept. Real ones are shorter.</summary>
    public const int Longest = 128;

    private const int OverheadBytes = 80;

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly SharedTable<string> texts = new();

    /// <summary>Bytes in memory, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Null for the numbers that stand for none.</summary>
    public string? this[int number] => number < 0 ? null : texts[number];

    /// <summary>For the writer: the number of a range.</summary>
    public int NumberOf(string? range)
    {
        if (range is null)
        {
            return None;
        }

        if (range.Length > Longest)
        {
            return TooLong;
        }

        if (!numbers.TryGetValue(range, out var number))
        {
            number = numbers.Count;
            texts.Set(number, range);
            numbers.Add(range, number);
            Bytes += OverheadBytes + (2 * range.Length);
        }

        return number;
    }
}
