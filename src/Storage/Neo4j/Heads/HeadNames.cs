using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>The parameters of <see cref="HeadReader"/>'s queries.</summary>
/// <param name="names">What to load; in the query null stands before them.</param>
/// <param name="settled">The reader's <see cref="Watermark"/>.</param>
internal sealed class HeadNames(IReadOnlyList<string> names, long settled) : IQueryParameters
{
    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Entry("settled", settled);
        writer.ListEntry("names", names.Count + 1);
        writer.WriteNull();
        for (var i = 0; i < names.Count; i++)
            writer.WriteString(names[i]);
    }
}
