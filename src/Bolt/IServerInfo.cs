namespace DepGraph.Bolt;

/// <summary>A server as it presented itself.</summary>
public interface IServerInfo
{
    /// <summary>Host and port.</summary>
    string Address { get; }

    /// <summary>The version of Bolt that is spoken with it, <c>5.8</c> for example.</summary>
    string ProtocolVersion { get; }

    /// <summary>Product and version, <c>Neo4j/5.26.30</c> for example.</summary>
    string Agent { get; }
}
