using System.Globalization;
using DepGraph.Bolt;

namespace DepGraph.Storage.Neo4j.Schema;

/// <summary>Which servers will do: Neo4j 5.26, the long-term release whose Cypher is used here, and later ones.</summary>
internal static class ServerVersion
{
    private const string Product = "Neo4j/";
    private static readonly Version Least = new(5, 26);

    /// <param name="server">What it says of itself.</param>
    /// <param name="place">For the message.</param>
    /// <exception cref="StoreException">It is too old, or something else.</exception>
    public static void Check(IServerInfo server, string place)
    {
        if (!server.Agent.StartsWith(Product, StringComparison.Ordinal))
        {
            throw new StoreException(
                StoreFailure.Unusable,
                $"{place} is not Neo4j but {server.Agent}. Set Store:Uri to a Neo4j {Least} or later."
            );
        }
        if (Parse(server.Agent[Product.Length..]) is { } version && version < Least)
        {
            throw new StoreException(
                StoreFailure.Unusable,
                $"{place} is {server.Agent}, which is too old. Upgrade that server to Neo4j {Least} or later, or set Store:Uri to one that is."
            );
        }
    }

    /// <summary>The first two numbers of <c>5.26.30</c>, <c>5.27-aura</c>, <c>2025.01.0</c>; null of what begins otherwise.</summary>
    private static Version? Parse(string text)
    {
        var parts = text.Split('.', '-', '+');
        return
            parts.Length > 1
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new Version(major, minor)
            : null;
    }
}
