namespace DepGraph.Bolt;

/// <summary>Classes of notifications that a server can be told not to send.</summary>
public enum Category
{
    Hint,
    Unrecognized,
    Unsupported,
    Performance,
    Deprecation,
    Generic,
    Security,
    Topology,
    Schema,
}
