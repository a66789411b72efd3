namespace DepGraph.Bolt;

/// <summary>What kind of thing a query does.</summary>
public enum QueryType
{
    Unknown,
    ReadOnly,
    ReadWrite,
    WriteOnly,
    SchemaWrite,
}
