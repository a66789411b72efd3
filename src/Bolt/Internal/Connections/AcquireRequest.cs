using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>What a connection is wanted for.</summary>
/// <param name="Mode">Reading or writing.</param>
/// <param name="Database">The database; null for the user's home database.</param>
/// <param name="ImpersonatedUser">As whom; null for the user.</param>
/// <param name="Bookmarks">What a router must have seen before it says who serves the database.</param>
/// <param name="Auth">Credentials of the session's own; null for the driver's.</param>
internal readonly record struct AcquireRequest(
    AccessMode Mode,
    string? Database,
    string? ImpersonatedUser,
    IReadOnlyList<string> Bookmarks,
    AuthToken? Auth
);
