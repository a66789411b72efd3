using System.Globalization;

namespace DepGraph.Npm.SemVer;

/// <summary>
/// Precedence of dot-separated identifiers: numbers by value and below words, words by code unit, a prefix below what
/// continues it. https://semver.org/#spec-item-11
/// </summary>
internal static class PrereleaseOrder
{
    /// <summary>Numbers below this many digits are exact in a double, which node-semver compares them as.</summary>
    private const int ExactDigits = 15;

    /// <param name="left">Identifiers joined by dots, not empty.</param>
    /// <param name="right">Identifiers joined by dots, not empty.</param>
    /// <param name="total">
    /// False: as node-semver, for which two numbers above 2^53 may be equal though their digits differ, so that the relation
    /// is not transitive. True: the same, refined to a total order.
    /// </param>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right, bool total)
    {
        while (true)
        {
            int leftDot = left.IndexOf('.');
            int rightDot = right.IndexOf('.');
            ReadOnlySpan<char> a = leftDot < 0 ? left : left[..leftDot];
            ReadOnlySpan<char> b = rightDot < 0 ? right : right[..rightDot];
            if (!a.SequenceEqual(b))
            {
                return CompareIdentifiers(a, b, total);
            }

            if (leftDot < 0 || rightDot < 0)
            {
                return (leftDot < 0 ? 0 : 1) - (rightDot < 0 ? 0 : 1);
            }

            left = left[(leftDot + 1)..];
            right = right[(rightDot + 1)..];
        }
    }

    private static int CompareIdentifiers(ReadOnlySpan<char> a, ReadOnlySpan<char> b, bool total)
    {
        bool aIsNumber = VersionText.IsAllDigits(a);
        bool bIsNumber = VersionText.IsAllDigits(b);
        if (aIsNumber != bIsNumber)
        {
            return aIsNumber ? -1 : 1;
        }

        if (!aIsNumber)
        {
            return Math.Sign(a.SequenceCompareTo(b));
        }

        if (!total && (a.Length > ExactDigits || b.Length > ExactDigits))
        {
            return double.Parse(a, NumberStyles.None, CultureInfo.InvariantCulture)
                .CompareTo(double.Parse(b, NumberStyles.None, CultureInfo.InvariantCulture));
        }

        int order = CompareDigits(VersionText.TrimZeros(a), VersionText.TrimZeros(b));
        return order == 0 && total ? a.Length.CompareTo(b.Length) : order;
    }

    private static int CompareDigits(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.Length != b.Length ? a.Length.CompareTo(b.Length) : Math.Sign(a.SequenceCompareTo(b));
}
