namespace DepGraph.Storage.Querying;

/// <summary>How a condition compares a field with its operands. Only <see cref="In"/> ever holds for null.</summary>
public enum FilterOperator
{
    /// <summary>Equals one of the operands, of which null may be one. Without operands it never holds.</summary>
    In,

    /// <summary>The text holds the operand, as it is written.</summary>
    Contains,

    StartsWith,
    EndsWith,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}
