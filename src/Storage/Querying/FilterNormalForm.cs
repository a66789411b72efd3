namespace DepGraph.Storage.Querying;

/// <summary>
/// A filter as a store likes it: negation stands only right before conditions that no other operator negates (by De Morgan's
/// laws, by turning comparisons round, by listing the other values of a small domain, by making "has a value" a range), and
/// nothing constant is left in it.
/// </summary>
public static class FilterNormalForm
{
    /// <summary>A filter that means the same rows.</summary>
    public static Filter<TRow> Normalize<TRow>(this Filter<TRow> filter) => Normalize(filter, isNegated: false);

    private static Filter<TRow> Normalize<TRow>(Filter<TRow> filter, bool isNegated) =>
        filter switch
        {
            Not<TRow> not => Normalize(not.Filter, !isNegated),
            AllOf<TRow> all => Join(all.Filters, isNegated, isAny: isNegated),
            AnyOf<TRow> any => Join(any.Filters, isNegated, isAny: !isNegated),
            Condition<TRow> { Operator: FilterOperator.In, Operands.Count: 0 } => isNegated
                ? Filter.Everything<TRow>()
                : Filter.Nothing<TRow>(),
            Condition<TRow> condition when isNegated => Negate(condition),
            _ => filter,
        };

    private static Filter<TRow> Join<TRow>(IReadOnlyList<Filter<TRow>> filters, bool isNegated, bool isAny)
    {
        var parts = new List<Filter<TRow>>(filters.Count);
        foreach (var filter in filters)
        {
            var part = Normalize(filter, isNegated);
            if (isAny ? part.IsEverything : part.IsNothing)
                return part;
            if (isAny && part is AnyOf<TRow> any)
                parts.AddRange(any.Filters);
            else if (!isAny && part is AllOf<TRow> all)
                parts.AddRange(all.Filters);
            else
                parts.Add(part);
        }
        return parts.Count == 1 ? parts[0]
            : isAny ? new AnyOf<TRow>(parts)
            : new AllOf<TRow>(parts);
    }

    private static Filter<TRow> Negate<TRow>(Condition<TRow> condition) =>
        condition.Operator switch
        {
            FilterOperator.Greater => Turn(condition, FilterOperator.LessOrEqual),
            FilterOperator.GreaterOrEqual => Turn(condition, FilterOperator.Less),
            FilterOperator.Less => Turn(condition, FilterOperator.GreaterOrEqual),
            FilterOperator.LessOrEqual => Turn(condition, FilterOperator.Greater),
            FilterOperator.In when condition.Field.Domain is { } domain => Others(condition, domain),
            FilterOperator.In
                when LeastOf(condition.Field) is { IsNull: false } least && condition.Operands.All(o => o.IsNull) =>
                condition with
                {
                    Operator = FilterOperator.GreaterOrEqual,
                    Operands = [least],
                },
            _ => new Not<TRow>(condition),
        };

    /// <summary>What no value of the field is less than, so that having a value at all is a range; null where there is none.</summary>
    private static FieldValue LeastOf<TRow>(Field<TRow> field) =>
        field.Type switch
        {
            FieldType.Number => FieldValue.Of(long.MinValue),
            FieldType.Text => FieldValue.Of(""),
            _ => FieldValue.Null,
        };

    /// <summary>What is not greater is less or equal, or null.</summary>
    private static Filter<TRow> Turn<TRow>(Condition<TRow> condition, FilterOperator opposite)
    {
        var turned = condition with { Operator = opposite };
        return condition.Field.IsNullable
            ? new AnyOf<TRow>([turned, condition with { Operator = FilterOperator.In, Operands = [FieldValue.Null] }])
            : turned;
    }

    private static Filter<TRow> Others<TRow>(Condition<TRow> condition, IReadOnlyList<FieldValue> domain)
    {
        var values = condition.Field.IsNullable ? domain.Append(FieldValue.Null) : domain;
        FieldValue[] others = [.. values.Where(value => !condition.Operands.Contains(value))];
        return others.Length == 0 ? Filter.Nothing<TRow>() : condition with { Operands = others };
    }
}
