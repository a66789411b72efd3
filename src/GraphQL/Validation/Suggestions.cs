using System.Buffers;
using System.Text;

namespace DepGraph.GraphQL.Validation;

/// <summary>What somebody who mistyped a name may have meant.</summary>
internal static class Suggestions
{
    private const int Most = 5;
    private const int LongestName = 256;

    /// <summary>
    /// A sentence such as <c> Did you mean "a" or "b"?</c> naming the options nearest to <paramref name="input"/>; empty when none
    /// is near enough.
    /// </summary>
    public static string DidYouMean(string input, IEnumerable<string> options, string? lead = null) =>
        Sentence(Nearest(input, options), lead);

    /// <summary>The same sentence for names that are already chosen and in order.</summary>
    public static string Sentence(IReadOnlyList<string> names, string? lead = null)
    {
        if (names.Count == 0)
        {
            return "";
        }

        var shown = Math.Min(names.Count, Most);
        var text = new StringBuilder(" Did you mean ");
        if (lead is not null)
        {
            text.Append(lead).Append(' ');
        }

        for (var i = 0; i < shown; i++)
        {
            text.Append(
                i == 0 ? ""
                : i < shown - 1 ? ", "
                : shown == 2 ? " or "
                : ", or "
            );
            text.Append('"').Append(names[i]).Append('"');
        }

        return text.Append('?').ToString();
    }

    private static List<string> Nearest(string input, IEnumerable<string> options)
    {
        if (input.Length > LongestName)
        {
            return [];
        }

        var known = options.ToHashSet(StringComparer.Ordinal);
        if (known.Contains(input))
        {
            return [input];
        }

        var threshold = (input.Length * 2 / 5) + 1;
        return known
            .Where(o => Math.Abs(o.Length - input.Length) <= threshold)
            .Select(o => (Name: o, Distance: Distance(input, o)))
            .Where(o => o.Distance <= threshold)
            .OrderBy(o => o.Distance)
            .ThenBy(o => o.Name, StringComparer.Ordinal)
            .Take(Most)
            .Select(o => o.Name)
            .ToList();
    }

    /// <summary>
    /// Optimal string alignment: the number of insertions, deletions, substitutions and swaps of neighbours that turn one name
    /// into the other, where a difference in case alone counts as one.
    /// </summary>
    private static int Distance(string a, string b)
    {
        if (a == b)
        {
            return 0;
        }

        if (string.Equals(a, b, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        var width = b.Length + 1;
        var cells = ArrayPool<int>.Shared.Rent(3 * width);
        var beforeLast = cells.AsSpan(0, width);
        var last = cells.AsSpan(width, width);
        var current = cells.AsSpan(2 * width, width);
        for (var j = 0; j < width; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j < width; j++)
            {
                var cost = Lower(a[i - 1]) == Lower(b[j - 1]) ? 0 : 1;
                var best = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && Lower(a[i - 1]) == Lower(b[j - 2]) && Lower(a[i - 2]) == Lower(b[j - 1]))
                {
                    best = Math.Min(best, beforeLast[j - 2] + 1);
                }

                current[j] = best;
            }

            var reused = beforeLast;
            beforeLast = last;
            last = current;
            current = reused;
        }

        var distance = last[b.Length];
        ArrayPool<int>.Shared.Return(cells);
        return distance;
    }

    private static char Lower(char c) => char.ToLowerInvariant(c);
}
