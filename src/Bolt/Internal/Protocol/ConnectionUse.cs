namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>What a connection was taken for.</summary>
/// <param name="Mode">Reading or writing.</param>
/// <param name="Database">The database; null when it is the user's home database and its name is not known yet.</param>
internal readonly record struct ConnectionUse(AccessMode Mode, string? Database);
