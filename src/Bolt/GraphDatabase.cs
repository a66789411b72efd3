using DepGraph.Bolt.Internal;
using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.Internal.Sessions;

namespace DepGraph.Bolt;

/// <summary>The way in.</summary>
public static class GraphDatabase
{
    /// <summary>Makes a driver. Nothing is connected yet; <see cref="IDriver.VerifyConnectivityAsync"/> does.</summary>
    /// <param name="uri">
    /// <c>bolt://host:port</c> for one server, <c>neo4j://host:port</c> for whatever is behind it, a cluster or one server. With <c>+s</c>
    /// encrypted, with <c>+ssc</c> encrypted and any certificate trusted. The port is 7687 when left out; a query is the routing context.
    /// </param>
    /// <param name="auth">Credentials; null for a server without authentication.</param>
    /// <param name="configure">Sets what is to differ from the defaults.</param>
    /// <exception cref="ArgumentException">The URI is not of that form, or contradicts the configuration.</exception>
    public static IDriver Driver(Uri uri, IAuthToken? auth = null, Action<ConfigBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var builder = new ConfigBuilder();
        configure?.Invoke(builder);
        return DriverFactory.Create(DriverTarget.Parse(uri), AuthToken.From(auth ?? AuthTokens.None), builder.Build());
    }

    /// <inheritdoc cref="Driver(Uri, IAuthToken?, Action{ConfigBuilder}?)"/>
    public static IDriver Driver(string uri, IAuthToken? auth = null, Action<ConfigBuilder>? configure = null) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
            ? Driver(parsed, auth, configure)
            : throw new ArgumentException(
                $"\"{uri}\" is no address: bolt://host:port or neo4j://host:port is expected.",
                nameof(uri)
            );

    /// <summary>Makes a memory of bookmarks that sessions can share.</summary>
    /// <param name="initial">What it begins with; null for nothing.</param>
    public static IBookmarkManager BookmarkManager(Bookmarks? initial = null) =>
        new BookmarkManager(initial ?? Bookmarks.Empty);
}
