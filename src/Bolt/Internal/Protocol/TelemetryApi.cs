namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>By which method the driver is used, as TELEMETRY numbers them.</summary>
internal enum TelemetryApi
{
    ManagedTransaction = 0,
    UnmanagedTransaction = 1,
    AutoCommit = 2,
    ExecutableQuery = 3,
}
