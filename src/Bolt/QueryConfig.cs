namespace DepGraph.Bolt;

/// <summary>How <see cref="IExecutableQuery{T}"/> runs.</summary>
/// <param name="Database">The database; null for the user's home database.</param>
/// <param name="Routing">Whether it may write; in a cluster, where it runs.</param>
/// <param name="ImpersonatedUser">As whom to work; null for the user.</param>
/// <param name="BookmarkManager">Chains it behind other transactions; null for the driver's <see cref="IDriver.ExecutableQueryBookmarkManager"/>.</param>
/// <param name="EnableBookmarkManager">False leaves bookmarks alone altogether.</param>
/// <param name="TransactionConfig">Time-out and metadata; null for neither.</param>
public sealed record QueryConfig(
    string? Database = null,
    RoutingControl Routing = RoutingControl.Writers,
    string? ImpersonatedUser = null,
    IBookmarkManager? BookmarkManager = null,
    bool EnableBookmarkManager = true,
    TransactionConfig? TransactionConfig = null
)
{
    internal static readonly QueryConfig Default = new();
}
