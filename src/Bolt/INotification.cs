namespace DepGraph.Bolt;

/// <summary>A remark of the server about a query.</summary>
public interface INotification
{
    /// <summary>For example <c>Neo.ClientNotification.Statement.UnknownLabelWarning</c>.</summary>
    string Code { get; }

    string Title { get; }
    string Description { get; }

    /// <summary><c>WARNING</c> or <c>INFORMATION</c>; empty when the server does not say.</summary>
    string Severity { get; }

    /// <summary><c>HINT</c>, <c>DEPRECATION</c> and the like; empty when the server does not say.</summary>
    string Category { get; }

    /// <summary>The GQLSTATUS; null below Bolt 5.5.</summary>
    string? GqlStatus { get; }

    /// <summary>The place in the query; null when the remark has none.</summary>
    InputPosition? Position { get; }
}
