using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j;

/// <summary>Parameters of a query, written straight to the wire.</summary>
/// <param name="count">How many there are.</param>
/// <param name="write">Writes name and value of each; may be called more than once.</param>
internal sealed class WrittenParameters(int count, Action<PackStreamWriter> write) : IQueryParameters
{
    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(count);
        write(writer);
    }
}
