using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>What is stored of a package that a commit is about, read under the commit lock and the package's own.</summary>
internal sealed record CommitSubject
{
    public required int Place { get; init; }

    public required StoredPackage Package { get; init; }

    /// <summary>Whether its relationships lag behind.</summary>
    public required bool IsPending { get; init; }

    /// <summary>The packed head that is stored; read only when the commit may change it.</summary>
    public byte[]? FormerHead { get; init; }

    /// <summary>The version that LATEST points at; read only when the commit may change the head.</summary>
    public string? LatestPurl { get; init; }

    /// <summary>Shape by purl, of those versions that were asked for and are stored.</summary>
    public required IReadOnlyDictionary<string, long> Shapes { get; init; }

    /// <summary>Read only when the commit may change the head.</summary>
    public required IReadOnlySet<LatestEdge> LatestEdges { get; init; }

    /// <summary>Reads a row of <see cref="CommitCypher.Read"/>.</summary>
    public static CommitSubject Read(ref PackStreamReader fields)
    {
        var place = (int)fields.ReadInteger();
        var package = ReadPackage(ref fields);
        var isPending = !fields.TryReadNull() && fields.ReadBoolean();
        var (state, versions, dependencies) = (
            fields.ReadStringOrNull(),
            fields.ReadIntegerOrNull() ?? 0,
            fields.ReadIntegerOrNull() ?? 0
        );
        // A record that does not decode is as good as none, but what it added to the totals has to be taken back.
        package ??= StoredPackage.None with
        {
            State =
                state == KindText.Of(PackageState.Known) ? PackageState.Known
                : state == KindText.Of(PackageState.Missing) ? PackageState.Missing
                : PackageState.Named,
            Versions = versions,
            Dependencies = dependencies,
        };
        return new CommitSubject
        {
            Place = place,
            Package = package,
            IsPending = isPending,
            FormerHead = fields.ReadBytesOrNull(),
            LatestPurl = fields.ReadStringOrNull(),
            Shapes = ReadShapes(ref fields),
            LatestEdges = ReadEdges(ref fields),
        };
    }

    private static StoredPackage? ReadPackage(ref PackStreamReader fields)
    {
        if (fields.TryReadNull())
            return null;
        return StoredPackageCodec.TryDecode(fields.ReadBytesSpan(), out var package) ? package : null;
    }

    private static Dictionary<string, long> ReadShapes(ref PackStreamReader fields)
    {
        var shapes = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var count = fields.ReadListHeader(); count > 0; count--)
        {
            fields.ReadListHeader();
            shapes[fields.ReadString()] = fields.ReadInteger();
        }
        return shapes;
    }

    private static HashSet<LatestEdge> ReadEdges(ref PackStreamReader fields)
    {
        var edges = new HashSet<LatestEdge>();
        for (var count = fields.ReadListHeader(); count > 0; count--)
        {
            fields.ReadListHeader();
            edges.Add(
                new LatestEdge(fields.ReadString(), fields.ReadString(), fields.ReadString(), fields.ReadStringOrNull())
            );
        }
        return edges;
    }
}
