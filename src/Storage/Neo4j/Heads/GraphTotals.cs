using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>The figures of the (:Graph) node, read and written by who holds its lock.</summary>
internal sealed class GraphTotals
{
    public required long Sequence { get; set; }

    public required long Packages { get; set; }

    public required long Missing { get; set; }

    public required long Versions { get; set; }

    public required long Dependencies { get; set; }

    /// <summary>Reads <c>commit, packages, missing, versions, dependencies</c>.</summary>
    public static GraphTotals Read(ref PackStreamReader fields) =>
        new()
        {
            Sequence = NewestCommit.Read(ref fields).Last,
            Packages = fields.ReadInteger(),
            Missing = fields.ReadInteger(),
            Versions = fields.ReadInteger(),
            Dependencies = fields.ReadInteger(),
        };

    /// <summary>Counts a package in, or out with <paramref name="sign"/> −1.</summary>
    public void Count(PackageState state, long versions, long dependencies, int sign)
    {
        Packages += state == PackageState.Known ? sign : 0;
        Missing += state == PackageState.Missing ? sign : 0;
        Versions += sign * versions;
        Dependencies += sign * dependencies;
    }

    /// <summary>Entries of a map: four.</summary>
    public void WriteEntries(PackStreamWriter writer)
    {
        writer.Entry("packages", Packages);
        writer.Entry("missing", Missing);
        writer.Entry("versions", Versions);
        writer.Entry("dependencies", Dependencies);
    }
}
