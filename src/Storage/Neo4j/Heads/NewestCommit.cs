using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>The (:Graph) node's <c>commit</c>: what the newest commit that changed something consisted of.</summary>
/// <param name="First">Its first sequence number; everything below is visible.</param>
/// <param name="Last">Its last sequence number.</param>
/// <param name="Packages">How many packages it changed.</param>
/// <param name="Gains">How many of them gained versions.</param>
internal readonly record struct NewestCommit(long First, long Last, long Packages, long Gains)
{
    private const int Length = 4;

    public static NewestCommit Read(ref PackStreamReader fields)
    {
        fields.ReadListHeader();
        return new(fields.ReadInteger(), fields.ReadInteger(), fields.ReadInteger(), fields.ReadInteger());
    }

    public void Write(PackStreamWriter writer)
    {
        writer.WriteListHeader(Length);
        writer.WriteInteger(First);
        writer.WriteInteger(Last);
        writer.WriteInteger(Packages);
        writer.WriteInteger(Gains);
    }
}
