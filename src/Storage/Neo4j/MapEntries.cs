using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j;

/// <summary>Writes values of this store's types, and entries of maps.</summary>
internal static class MapEntries
{
    public static void Entry(this PackStreamWriter writer, string key, long value)
    {
        writer.WriteString(key);
        writer.WriteInteger(value);
    }

    public static void Entry(this PackStreamWriter writer, string key, bool value)
    {
        writer.WriteString(key);
        writer.WriteBoolean(value);
    }

    public static void Entry(this PackStreamWriter writer, string key, string? value)
    {
        writer.WriteString(key);
        writer.WriteText(value);
    }

    public static void Entry(this PackStreamWriter writer, string key, DateTimeOffset? value)
    {
        writer.WriteString(key);
        writer.WriteTime(value);
    }

    public static void Entry(this PackStreamWriter writer, string key, IReadOnlyCollection<string> values)
    {
        writer.WriteString(key);
        writer.WriteTexts(values);
    }

    /// <summary>A key whose list follows.</summary>
    public static void ListEntry(this PackStreamWriter writer, string key, int count)
    {
        writer.WriteString(key);
        writer.WriteListHeader(count);
    }

    /// <summary>A key whose map follows.</summary>
    public static void MapEntry(this PackStreamWriter writer, string key, int count)
    {
        writer.WriteString(key);
        writer.WriteMapHeader(count);
    }

    public static void BytesEntry(this PackStreamWriter writer, string key, ReadOnlySpan<byte> value)
    {
        writer.WriteString(key);
        writer.WriteBytes(value);
    }

    /// <summary>The entries <c>seconds</c> and <c>nanoseconds</c>, of which Cypher makes a duration.</summary>
    public static void DurationEntries(this PackStreamWriter writer, TimeSpan duration)
    {
        writer.Entry("seconds", duration.Ticks / TimeSpan.TicksPerSecond);
        writer.Entry("nanoseconds", duration.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
    }

    public static void NullEntry(this PackStreamWriter writer, string key)
    {
        writer.WriteString(key);
        writer.WriteNull();
    }

    public static void WriteText(this PackStreamWriter writer, string? value)
    {
        if (value is null)
            writer.WriteNull();
        else
            writer.WriteString(value);
    }

    public static void WriteTexts(this PackStreamWriter writer, IReadOnlyCollection<string> values)
    {
        writer.WriteListHeader(values.Count);
        foreach (var value in values)
            writer.WriteString(value);
    }

    public static void WriteTime(this PackStreamWriter writer, DateTimeOffset? value)
    {
        if (value is { } time)
            writer.WriteZonedDateTime(new ZonedDateTime(time.ToUniversalTime()));
        else
            writer.WriteNull();
    }
}
