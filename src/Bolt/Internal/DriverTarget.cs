namespace DepGraph.Bolt.Internal;

/// <summary>What a driver's URI says.</summary>
/// <param name="Address">Where to connect, or where to ask for the routing table.</param>
/// <param name="IsRouted">Whether a routing table decides about servers.</param>
/// <param name="Security">What the scheme says about TLS.</param>
/// <param name="RoutingContext">What routers are told; empty for nothing.</param>
internal sealed record DriverTarget(
    ServerAddress Address,
    bool IsRouted,
    SchemeSecurity Security,
    IReadOnlyDictionary<string, string> RoutingContext
)
{
    /// <exception cref="ArgumentException">The URI is of another form.</exception>
    public static DriverTarget Parse(Uri uri)
    {
        var (isRouted, security) = uri.Scheme switch
        {
            "bolt" => (false, SchemeSecurity.FromConfig),
            "bolt+s" => (false, SchemeSecurity.SystemTrust),
            "bolt+ssc" => (false, SchemeSecurity.AnyCertificate),
            "neo4j" => (true, SchemeSecurity.FromConfig),
            "neo4j+s" => (true, SchemeSecurity.SystemTrust),
            "neo4j+ssc" => (true, SchemeSecurity.AnyCertificate),
            _ => throw Invalid(
                uri,
                $"the scheme {uri.Scheme} is not known: bolt, bolt+s, bolt+ssc, neo4j, neo4j+s, neo4j+ssc are"
            ),
        };
        if (uri.DnsSafeHost.Length == 0)
        {
            throw Invalid(uri, "it names no host");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw Invalid(uri, "credentials do not belong there: hand them over as AuthTokens.Basic");
        }

        var context = ReadContext(uri);
        if (!isRouted && context.Count > 0)
        {
            throw Invalid(uri, "only neo4j:// has a routing context");
        }

        return new DriverTarget(
            new ServerAddress(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : ServerAddress.DefaultPort),
            isRouted,
            security,
            context
        );
    }

    private static Dictionary<string, string> ReadContext(Uri uri)
    {
        var context = new Dictionary<string, string>();
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..]);
            if (value.Length == 0 || key is "address" || !context.TryAdd(key, value))
            {
                throw Invalid(
                    uri,
                    $"\"{key}\" in its routing context has no value, is there twice, or is the driver's own"
                );
            }
        }

        return context;
    }

    /// <summary>Says the scheme and the host alone: someone may have put a password into the rest.</summary>
    private static ArgumentException Invalid(Uri uri, string reason) =>
        new($"The address {uri.Scheme}://{uri.DnsSafeHost} cannot be used: {reason}.", nameof(uri));
}
