namespace DepGraph.GraphQL.Execution.Completion;

/// <summary>
/// Writes values of one CLR type as a type of the schema. https://spec.graphql.org/September2025/#sec-Value-Completion
/// </summary>
internal abstract class Completer<T>(bool isNullable, bool isLeaf)
{
    public bool IsNullable { get; } = isNullable;

    /// <summary>Whether nothing lies inside its values, so that they need no frame.</summary>
    public bool IsLeaf { get; } = isLeaf;

    /// <summary>
    /// Writes the value. False when it must not stand, its error noted: a leaf that may be null then has written null itself
    /// and returns true; for all others whoever opened the value takes back what was written.
    /// </summary>
    public abstract bool Complete(OperationContext operation, SelectedField field, T value);
}
