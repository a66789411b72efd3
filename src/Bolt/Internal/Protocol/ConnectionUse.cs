namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>What a connection was taken for.</summary>
/// <param name="Mode">Reading or writing.</param>
/// <param name="Database">The database that requests name; null leaves the choice of the home database to the server.</param>
/// <param name="RoutedDatabase">The database whose routing table named the server; null when none did.</param>
internal readonly record struct ConnectionUse(AccessMode Mode, string? Database, string? RoutedDatabase = null);
