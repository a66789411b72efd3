using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

internal static class WriterExtensions
{
    public static void WriteStrings(this PackStreamWriter writer, IReadOnlyList<string> values)
    {
        writer.WriteListHeader(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            writer.WriteString(values[i]);
        }
    }

    public static void WriteStrings(this PackStreamWriter writer, IReadOnlyDictionary<string, string> values)
    {
        writer.WriteMapHeader(values.Count);
        foreach (var (key, value) in values)
        {
            writer.WriteString(key);
            writer.WriteString(value);
        }
    }
}
