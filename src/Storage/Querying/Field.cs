namespace DepGraph.Storage.Querying;

/// <summary>Something that the rows of a list have, and that they can be filtered and sorted by.</summary>
/// <param name="name">For messages and cursors; unique among the fields of a list.</param>
/// <param name="type">What its values are.</param>
/// <param name="read">Its value in a row.</param>
public sealed class Field<TRow>(string name, FieldType type, Func<TRow, FieldValue> read)
{
    public string Name => name;

    public FieldType Type => type;

    /// <summary>Whether a row may lack it.</summary>
    public bool IsNullable { get; init; }

    /// <summary>All values that it can have, when they are few; null otherwise.</summary>
    public IReadOnlyList<FieldValue>? Domain { get; init; }

    public FieldValue Read(TRow row) => read(row);

    public override string ToString() => name;
}
