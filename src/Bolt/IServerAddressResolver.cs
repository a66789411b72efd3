namespace DepGraph.Bolt;

/// <summary>Turns the address of a <c>neo4j://</c> URI into those of the servers to ask first for the routing table.</summary>
public interface IServerAddressResolver
{
    /// <param name="address">The one of the URI.</param>
    /// <returns>At least one address, in the order to try them.</returns>
    IReadOnlyList<ServerAddress> Resolve(ServerAddress address);
}
