using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j;

/// <summary>Reads values of this store's types.</summary>
internal static class FieldReading
{
    public static DateTimeOffset ReadTime(this ref PackStreamReader fields) =>
        fields.ReadZonedDateTime().ToDateTimeOffset();

    public static DateTimeOffset? ReadTimeOrNull(this ref PackStreamReader fields) =>
        fields.TryReadNull() ? null : fields.ReadTime();

    public static long? ReadIntegerOrNull(this ref PackStreamReader fields) =>
        fields.TryReadNull() ? null : fields.ReadInteger();

    public static byte[]? ReadBytesOrNull(this ref PackStreamReader fields) =>
        fields.TryReadNull() ? null : fields.ReadBytes();

    /// <summary>A list of texts; empty for null.</summary>
    public static string[] ReadTexts(this ref PackStreamReader fields)
    {
        if (fields.TryReadNull())
            return [];
        var texts = new string[fields.ReadListHeader()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = fields.ReadString();
        return texts;
    }
}
