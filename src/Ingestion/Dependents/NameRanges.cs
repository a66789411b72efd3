using System.Text;
using DepGraph.Storage.Querying;

namespace DepGraph.Ingestion.Dependents;

/// <summary>
/// Which names are meant, as ranges of them in ascending order that neither overlap nor touch: what a list in the order of names can be asked
/// for by looking at nothing else. Names are in UTF-8, by whose bytes they are ordered.
/// </summary>
public sealed class NameRanges
{
    private static readonly byte[] First = [];

    private readonly NameRange[] ranges;

    private NameRanges(NameRange[] ranges) => this.ranges = ranges;

    /// <summary>All names.</summary>
    public static NameRanges Everything { get; } = new([new NameRange(First, null)]);

    private static NameRanges Nothing { get; } = new([]);

    /// <summary>Whether all names are meant.</summary>
    public bool IsEverything => ranges is [{ From.Length: 0, Before: null }];

    internal ReadOnlySpan<NameRange> Ranges => ranges;

    /// <summary>The names that a filter means, which asks for nothing but names.</summary>
    /// <exception cref="UnindexedQueryException">It asks for their middle or their end, which no range says.</exception>
    public static NameRanges Of<TRow>(Filter<TRow> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter switch
        {
            AllOf<TRow> all => all.Filters.Aggregate(Everything, (names, part) => names.And(Of(part))),
            AnyOf<TRow> any => Union(any.Filters.Select(Of)),
            Not<TRow> not => Of(not.Filter).Others(),
            Condition<TRow> condition => OfCondition(condition),
            _ => throw new ArgumentException($"{filter.GetType()} is no filter of names.", nameof(filter)),
        };
    }

    /// <summary>The same for the same names.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var range in ranges)
        {
            text.Append(Convert.ToHexString(range.From)).Append('-');
            text.Append(range.Before is { } before ? Convert.ToHexString(before) : "").Append(' ');
        }

        return text.ToString();
    }

    private static NameRanges OfCondition<TRow>(Condition<TRow> condition) =>
        condition.Operator switch
        {
            FilterOperator.In => Union(condition.Operands.Select(name => Only(name.Text!))),
            FilterOperator.StartsWith => WithPrefix(condition.Operands[0].Text!),
            FilterOperator.Contains or FilterOperator.EndsWith when condition.Operands[0].Text!.Length == 0 =>
                Everything,
            _ => throw new UnindexedQueryException(
                condition.Field.Name,
                condition.Origin,
                isIndexed: true,
                [condition.Field.Name]
            ),
        };

    private static NameRanges Only(string name)
    {
        var from = Encoding.UTF8.GetBytes(name);
        return new([new NameRange(from, [.. from, 0])]);
    }

    private static NameRanges WithPrefix(string prefix)
    {
        if (prefix.Length == 0)
        {
            return Everything;
        }

        var from = Encoding.UTF8.GetBytes(prefix);
        var before = from.ToArray();
        // No byte of UTF-8 is the highest one.
        before[^1]++;
        return new([new NameRange(from, before)]);
    }

    private static NameRanges Union(IEnumerable<NameRanges> parts)
    {
        var union = new List<NameRange>();
        foreach (var range in parts.SelectMany(part => part.ranges).Order(NameRange.ByStart))
        {
            if (union.Count > 0 && union[^1].Reaches(range.From))
            {
                union[^1] = union[^1].Through(range.Before);
            }
            else
            {
                union.Add(range);
            }
        }

        return union.Count == 0 ? Nothing : new([.. union]);
    }

    private NameRanges And(NameRanges other) => Union([Others(), other.Others()]).Others();

    /// <summary>The names that are not meant.</summary>
    private NameRanges Others()
    {
        var others = new List<NameRange>();
        byte[]? from = First;
        foreach (var range in ranges)
        {
            if (from is not null && from.AsSpan().SequenceCompareTo(range.From) < 0)
            {
                others.Add(new NameRange(from, range.From));
            }

            from = range.Before;
        }

        if (from is not null)
        {
            others.Add(new NameRange(from, null));
        }

        return new([.. others]);
    }
}
