namespace DepGraph.Bolt;

/// <summary>Which servers of a cluster may run a query.</summary>
public enum RoutingControl
{
    /// <summary>One that accepts writes.</summary>
    Writers,

    /// <summary>One for reading. The query must not write.</summary>
    Readers,
}
