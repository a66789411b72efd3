using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>What is stored under a name.</summary>
internal readonly record struct StoredHead
{
    /// <summary>Null when the node is not there, or does not decode.</summary>
    public StoredPackage? Package { get; init; }

    public bool IsBroken { get; init; }

    /// <summary>The packed head; null when there is none.</summary>
    public byte[]? Data { get; init; }

    /// <summary>There is a head, but it is too large for a row of many.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>Reads a node's record and data; instead of data that is left out stands true.</summary>
    public static StoredHead Read(ref PackStreamReader fields)
    {
        if (fields.TryReadNull())
        {
            fields.Skip();
            return default;
        }
        var isWhole = StoredPackageCodec.TryDecode(fields.ReadBytesSpan(), out var package);
        var isLeftOut = fields.PeekType() == PackStreamType.Boolean && fields.ReadBoolean();
        return new StoredHead
        {
            Package = package,
            IsBroken = !isWhole,
            IsLeftOut = isLeftOut,
            Data = isLeftOut ? null : fields.ReadBytesOrNull(),
        };
    }
}
