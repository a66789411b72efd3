using System.Diagnostics.CodeAnalysis;

namespace DepGraph.Npm.SemVer;

/// <summary>
/// Text to comparators, https://github.com/npm/node-semver#range-grammar with node-semver's tolerance. Each alternative is
/// normalised (<see cref="RangeText"/>), split at its spaces, and every piece (caret, tilde, x-range or plain comparator)
/// adds one or two comparators to an <see cref="AlternativeBuilder"/>.
/// </summary>
internal static class RangeParser
{
    public static bool TryParse(
        string text,
        SemVerOptions options,
        [NotNullWhen(true)] out Comparator[][]? alternatives
    )
    {
        alternatives = null;
        ReadOnlySpan<char> collapsed = RangeText.Collapse(text);
        var found = new List<Comparator[]>(1);
        var builder = new AlternativeBuilder(options);
        foreach (Range part in collapsed.Split("||"))
        {
            ReadOnlySpan<char> alternative = RangeText.Normalize(collapsed[part].Trim(' '), options);
            foreach (Range piece in alternative.Split(' '))
            {
                builder.IsAtEdge = piece.Start.Value == 0 || piece.End.Value == alternative.Length;
                if (!TryAdd(alternative[piece], builder))
                {
                    return false;
                }
            }

            if (builder.TakeAlternative() is { } comparators)
            {
                found.Add(comparators);
            }
        }

        alternatives = Simplify(found);
        return alternatives is not null;
    }

    /// <summary>Leaves out alternatives that admit nothing, and keeps only the first that admits everything.</summary>
    private static Comparator[][]? Simplify(List<Comparator[]> alternatives)
    {
        if (alternatives.Count > 1)
        {
            Comparator[] first = alternatives[0];
            alternatives.RemoveAll(alternative => alternative[0].IsNone);
            if (alternatives.Count == 0)
            {
                return [first];
            }

            if (alternatives.Find(alternative => alternative is [{ IsAny: true }]) is { } any)
            {
                return [any];
            }
        }

        return alternatives.Count == 0 ? null : [.. alternatives];
    }

    /// <summary>False when the range as a whole is invalid.</summary>
    private static bool TryAdd(ReadOnlySpan<char> piece, AlternativeBuilder builder)
    {
        if (piece.IsEmpty)
        {
            builder.AddAny();
            return true;
        }

        bool loose = builder.IsLoose;
        switch (piece[0])
        {
            case '^' when PartialVersion.TryRead(piece[1..], loose, out PartialVersion partial):
                return builder.TryAddCaret(partial);
            case '~'
                when PartialVersion.TryRead(
                    piece[(piece.StartsWith("~>") ? 2 : 1)..],
                    loose,
                    out PartialVersion partial
                ):
                return builder.TryAddTilde(partial);
            default:
                ReadOnlySpan<char> rest = ReadOperator(piece, out ComparatorOperator @operator);
                if (PartialVersion.TryRead(rest, loose, out PartialVersion range) && !range.IsOutOfOrder)
                {
                    return range.IsFull
                        ? builder.TryAddWritten(@operator, range)
                        : builder.TryAddWildcards(@operator, range);
                }

                return TryAddWithoutStar(piece, builder);
        }
    }

    /// <summary>
    /// What is none of the known forms loses its first star, with the operator in front of it, and must then be a plain
    /// comparator or nothing: <c>1.2.3*</c> is <c>1.2.3</c>.
    /// </summary>
    private static bool TryAddWithoutStar(ReadOnlySpan<char> piece, AlternativeBuilder builder)
    {
        int star = piece.IndexOf('*');
        if (star >= 0)
        {
            int start = star;
            start -= start > 0 && piece[start - 1] == '=' ? 1 : 0;
            start -= start > 0 && piece[start - 1] is '<' or '>' ? 1 : 0;
            piece = string.Concat(piece[..start], piece[(star + 1)..]);
            if (piece.IsEmpty)
            {
                builder.AddAny();
                return true;
            }

            ReadOnlySpan<char> rest = WithoutBuild(ReadOperator(piece, out ComparatorOperator @operator));
            if (PartialVersion.TryRead(rest, builder.IsLoose, out PartialVersion version) && version.IsFull)
            {
                return builder.TryAddWritten(@operator, version);
            }
        }

        return builder.IsLoose;
    }

    /// <summary>The star may have stood in front of build metadata, which was no such thing until then.</summary>
    private static ReadOnlySpan<char> WithoutBuild(ReadOnlySpan<char> version)
    {
        int plus = version.IndexOf('+');
        int at = plus;
        return plus >= 0 && VersionScanner.TryBuild(version, ref at, out _) && at == version.Length
            ? version[..plus]
            : version;
    }

    private static ReadOnlySpan<char> ReadOperator(ReadOnlySpan<char> piece, out ComparatorOperator @operator)
    {
        char first = piece[0];
        bool isComparison = first is '<' or '>';
        int at = isComparison ? 1 : 0;
        bool hasEquals = at < piece.Length && piece[at] == '=';
        @operator = (first, hasEquals) switch
        {
            ('<', false) => ComparatorOperator.Less,
            ('<', true) => ComparatorOperator.LessOrEqual,
            ('>', false) => ComparatorOperator.Greater,
            ('>', true) => ComparatorOperator.GreaterOrEqual,
            _ => ComparatorOperator.Equal,
        };
        return piece[(at + (hasEquals ? 1 : 0))..];
    }
}
