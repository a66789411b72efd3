using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>A row of <see cref="HeadReader"/>'s query: what is stored under the name of that place, or, at place 0, the newest commit.</summary>
internal readonly record struct LoadedRow
{
    public required int Place { get; init; }

    /// <summary>Null when the node is not there, or does not decode.</summary>
    public StoredPackage? Package { get; init; }

    public bool IsBroken { get; init; }

    /// <summary>The packed head; null when there is none.</summary>
    public byte[]? Data { get; init; }

    /// <summary>At place 0 only.</summary>
    public NewestCommit Commit { get; init; }

    /// <summary>
    /// The names that the newest commit changed; null when they cannot be seen yet, or when the reader knows all of it to be visible. At place
    /// 0 only.
    /// </summary>
    public IReadOnlyList<string>? Changed { get; init; }

    public static LoadedRow Read(ref PackStreamReader fields)
    {
        var place = (int)fields.ReadInteger();
        if (place == 0)
        {
            fields.Skip();
            fields.Skip();
            var commit = NewestCommit.Read(ref fields);
            return new LoadedRow
            {
                Place = 0,
                Commit = commit,
                Changed = commit.ReadNames(ref fields),
            };
        }
        if (fields.TryReadNull())
            return new LoadedRow { Place = place };
        var isWhole = StoredPackageCodec.TryDecode(fields.ReadBytesSpan(), out var package);
        return new LoadedRow
        {
            Place = place,
            Package = package,
            IsBroken = !isWhole,
            Data = fields.ReadBytesOrNull(),
        };
    }
}
