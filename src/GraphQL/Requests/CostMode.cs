namespace DepGraph.GraphQL.Requests;

/// <summary>What a client wants to know of its operation's cost.</summary>
public enum CostMode
{
    /// <summary>Nothing: it is only held to the limit.</summary>
    None,

    /// <summary>The operation is executed, and its response has <c>extensions.cost</c>.</summary>
    Report,

    /// <summary>
    /// The operation is prepared, its variables are coerced and its cost is reckoned, but nothing is executed: the response is
    /// <c>extensions.cost</c> alone, with the error beside it when the limit is exceeded.
    /// </summary>
    Validate,
}
