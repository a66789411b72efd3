using System.Diagnostics.CodeAnalysis;

namespace DepGraph.Storage.Neo4j;

/// <summary>Reads Neo4j's form of <see cref="StoreOptions.Uri"/>.</summary>
internal static class Neo4jAddress
{
    private const int DefaultPort = 7687;

    private static readonly string[] Schemes = ["neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"];

    /// <summary>Whether the scheme is one of Neo4j's, whatever follows it.</summary>
    public static bool IsMeantBy(string? uri) =>
        uri?.Split(':', 2)[0] is { } scheme && Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);

    /// <summary>The address with its port.</summary>
    /// <param name="uri">One that <see cref="IsMeantBy"/> says yes to.</param>
    /// <param name="address">Scheme, host, port and, for <c>neo4j</c>, a routing context.</param>
    /// <param name="reason">What is wrong with it and what to do, without repeating what may be a secret.</param>
    public static bool TryParse(
        string uri,
        [NotNullWhen(true)] out Uri? address,
        [NotNullWhen(false)] out string? reason
    )
    {
        reason = null;
        address = null;
        var scheme = uri.Split(':', 2)[0].ToLowerInvariant();
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0)
            reason = $"({scheme}:…) names no server; write {scheme}://HOST or {scheme}://HOST:{DefaultPort}.";
        else if (parsed.UserInfo.Length > 0)
            reason = $"({scheme}://…) holds credentials; move them to Store:Username and Store:Password.";
        else if (parsed.AbsolutePath is not ("" or "/") || parsed.Fragment.Length > 0)
            reason = $"({scheme}://{parsed.Authority}…) names more than a server; a database goes to Store:Database.";
        else if (parsed.Query.Length > 0 && !scheme.StartsWith("neo4j", StringComparison.Ordinal))
            reason = $"({scheme}://{parsed.Authority}…) has a query; only neo4j:// has a routing context.";
        else
        {
            address = new UriBuilder(parsed)
            {
                Scheme = scheme,
                Port = parsed.Port > 0 ? parsed.Port : DefaultPort,
            }.Uri;
        }
        return address is not null;
    }
}
