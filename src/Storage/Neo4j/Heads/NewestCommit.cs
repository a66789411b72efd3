using System.Globalization;
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

    /// <summary>
    /// Reads <c>changed</c>: the names of the packages, behind the last sequence number of the commit they are of, for it is another property and
    /// may be seen sooner or later than <c>commit</c>.
    /// </summary>
    /// <returns>Null when it is another commit's.</returns>
    public IReadOnlyList<string>? ReadNames(ref PackStreamReader fields)
    {
        var texts = fields.ReadTexts();
        return texts.Length > 0 && texts[0] == Tag ? texts[1..] : null;
    }

    /// <summary>Writes what <see cref="ReadNames"/> reads.</summary>
    public void WriteNames(PackStreamWriter writer, IReadOnlyCollection<string> names) =>
        writer.WriteTexts([Tag, .. names]);

    private string Tag => Last.ToString(CultureInfo.InvariantCulture);

    public void Write(PackStreamWriter writer)
    {
        writer.WriteListHeader(Length);
        writer.WriteInteger(First);
        writer.WriteInteger(Last);
        writer.WriteInteger(Packages);
        writer.WriteInteger(Gains);
    }
}
