using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.Internal.Routing;
using DepGraph.Bolt.Internal.Sessions;

namespace DepGraph.Bolt.Internal;

/// <summary>Puts the parts of a driver together.</summary>
internal static class DriverFactory
{
    /// <exception cref="ArgumentException">The URI's scheme contradicts the configuration.</exception>
    public static Driver Create(DriverTarget target, AuthToken auth, Config config)
    {
        var sockets = new SocketConnector(config, Trust(target.Security, config));
        var hello = new HelloOptions(
            config.UserAgent,
            target.IsRouted ? Context(target) : null,
            config.NotificationsMinimumSeverity,
            config.NotificationsDisabledCategories
        );
        var connector = new BoltConnector(sockets, config, hello, auth);
        IConnectionProvider provider = target.IsRouted
            ? new RoutingProvider(target.Address, Context(target), connector, config, auth)
            : new DirectProvider(target.Address, connector, config, auth);
        return new Driver(provider, config, sockets.IsEncrypted);
    }

    private static Dictionary<string, string> Context(DriverTarget target) =>
        new(target.RoutingContext) { ["address"] = target.Address.ToString() };

    private static TrustManager? Trust(SchemeSecurity security, Config config) =>
        security switch
        {
            SchemeSecurity.SystemTrust => config.TrustManager ?? TrustManager.CreateChainTrust(),
            SchemeSecurity.AnyCertificate when config.TrustManager is null => TrustManager.CreateInsecure(),
            SchemeSecurity.AnyCertificate => throw new ArgumentException(
                "A scheme with +ssc trusts any certificate, but the configuration has a TrustManager: use the scheme with +s."
            ),
            _ when config.EncryptionLevel == EncryptionLevel.Encrypted => config.TrustManager
                ?? TrustManager.CreateChainTrust(),
            _ => null,
        };
}
