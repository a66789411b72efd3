namespace DepGraph.Storage.Querying;

/// <summary>Rows whose field stands in a relation to the operands.</summary>
/// <param name="Field">The field.</param>
/// <param name="Operator">The relation; those of texts are for text fields only.</param>
/// <param name="Operands">
/// Of the field's type. Any number of them, null among them, for <see cref="FilterOperator.In"/>; else exactly one, not null.
/// </param>
public sealed record Condition<TRow>(Field<TRow> Field, FilterOperator Operator, IReadOnlyList<FieldValue> Operands)
    : Filter<TRow>
{
    /// <summary>How whoever asked wrote it, for messages; null when nobody did.</summary>
    public string? Origin { get; init; }

    public FieldValue Operand => Operands[0];

    public override bool Matches(TRow row)
    {
        var value = Field.Read(row);
        return Operator switch
        {
            FilterOperator.In => Operands.Contains(value),
            _ when value.IsNull => false,
            FilterOperator.Greater => value > Operand,
            FilterOperator.GreaterOrEqual => value >= Operand,
            FilterOperator.Less => value < Operand,
            FilterOperator.LessOrEqual => value <= Operand,
            FilterOperator.Contains => value.Text!.Contains(Operand.Text!, StringComparison.Ordinal),
            FilterOperator.StartsWith => value.Text!.StartsWith(Operand.Text!, StringComparison.Ordinal),
            _ => value.Text!.EndsWith(Operand.Text!, StringComparison.Ordinal),
        };
    }

    public override IEnumerable<Field<TRow>> Fields() => [Field];
}
