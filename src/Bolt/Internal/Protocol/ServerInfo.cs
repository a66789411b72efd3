namespace DepGraph.Bolt.Internal.Protocol;

internal sealed record ServerInfo(string Address, string ProtocolVersion, string Agent) : IServerInfo;
