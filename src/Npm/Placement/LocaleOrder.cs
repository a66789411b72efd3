namespace DepGraph.Npm.Placement;

/// <summary>
/// The order in which JavaScript's <c>localeCompare</c> for English puts names and paths: punctuation before digits, these before
/// letters; case decides only between otherwise equal texts, lower first.
/// </summary>
internal static class LocaleOrder
{
    // Printable ASCII in the order of the CLDR root collation, letters without case.
    private const string Ascending = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

    private static readonly byte[] Weights = MakeWeights();

    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] == right[i])
                continue;
            var compared = Weight(left[i]) - Weight(right[i]);
            if (compared != 0)
                return compared;
        }
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(right, left);
    }

    private static int Weight(char character) => character < 128 ? Weights[character] : 256 + character;

    private static byte[] MakeWeights()
    {
        var weights = new byte[128];
        for (var i = 0; i < Ascending.Length; i++)
        {
            weights[Ascending[i]] = (byte)(i + 1);
            weights[char.ToUpperInvariant(Ascending[i])] = (byte)(i + 1);
        }
        return weights;
    }
}
