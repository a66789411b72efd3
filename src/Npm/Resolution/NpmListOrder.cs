namespace DepGraph.Npm.Resolution;

/// <summary>
/// The order in which <c>npm ls</c> puts siblings: their labels (<c>name@…</c>) as the Unicode collation sorts English,
/// so that punctuation comes before digits, these before letters, and case only decides between otherwise equal names.
/// </summary>
internal static class NpmListOrder
{
    // Printable ASCII in the order of the CLDR root collation, letters without case.
    private const string Ascending = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

    private static readonly int[] Weights = MakeWeights();

    public static int Compare(ResolvedDependency left, ResolvedDependency right)
    {
        var compared = CompareNames(left.Requirement.Name, right.Requirement.Name);
        if (compared != 0)
            return compared;
        compared = string.CompareOrdinal(TreeText.AfterName(left), TreeText.AfterName(right));
        return compared != 0 ? compared : left.Requirement.Kind.CompareTo(right.Requirement.Kind);
    }

    /// <summary>Compares names as the beginnings of labels: behind each stands an at sign.</summary>
    public static int CompareNames(string left, string right)
    {
        for (var i = 0; i <= left.Length && i <= right.Length; i++)
        {
            var compared = Weight(left, i) - Weight(right, i);
            if (compared != 0)
                return compared;
            if (i == left.Length || i == right.Length)
                break;
        }
        // Lower case before upper case: the reverse of their codes.
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(right, left);
    }

    private static int Weight(string name, int index)
    {
        var character = index < name.Length ? name[index] : '@';
        return character < 128 ? Weights[character] : 256 + character;
    }

    private static int[] MakeWeights()
    {
        var weights = new int[128];
        for (var i = 0; i < Ascending.Length; i++)
        {
            weights[Ascending[i]] = i + 1;
            weights[char.ToUpperInvariant(Ascending[i])] = i + 1;
        }
        return weights;
    }
}
