using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>Gathers a whole result.</summary>
internal abstract class EagerHandler<T>(Query query, BoltConnection connection) : ResultHandler(query, connection)
{
    public List<T> Rows { get; } = [];
}
