namespace DepGraph.Bolt;

/// <summary>A whole result.</summary>
/// <param name="Result">Its rows, in the server's order.</param>
/// <param name="Summary">What the query did.</param>
/// <param name="Keys">The names of the columns.</param>
public sealed record EagerResult<T>(IReadOnlyList<T> Result, IResultSummary Summary, IReadOnlyList<string> Keys);
