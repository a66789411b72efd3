using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>The parameter of <see cref="HeadReader.LoadDetailsCypher"/>.</summary>
/// <param name="names">What to load.</param>
internal sealed class HeadNames(IReadOnlyCollection<string> names) : IQueryParameters
{
    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Entry("names", names);
    }
}
