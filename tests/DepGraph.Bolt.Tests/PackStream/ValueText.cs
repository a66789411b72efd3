using System.Globalization;
using System.Text.Json.Nodes;

namespace DepGraph.Bolt.Tests.PackStream;

/// <summary>
/// Describes a value in JSON, the same way as <c>Oracle/oracle.mjs</c> does: dates and times by what a calendar and a clock show, numbers
/// as text, floats by their bits. Null, booleans, strings and lists stand for themselves.
/// </summary>
internal static class ValueText
{
    /// <param name="value">What a reader read, or a writer is to write.</param>
    /// <param name="legacy">A moment with a zone's identifier has no offset in Bolt 4.4.</param>
    public static JsonNode? Of(object? value, bool legacy) =>
        value switch
        {
            null => null,
            bool truth => truth,
            string text => text,
            long number => Tagged("int", Text(number)),
            double number => Tagged("float", Bits(number)),
            byte[] bytes => Tagged("bytes", Convert.ToHexStringLower(bytes)),
            List<object?> list => new JsonArray([.. list.Select(item => Of(item, legacy))]),
            IReadOnlyDictionary<string, object?> map => Tagged("map", Map(map, legacy)),
            LocalDate date => Tagged("date", Numbers(Date(date))),
            LocalTime time => Tagged("localTime", Numbers(Time(time))),
            OffsetTime time => Tagged("time", Numbers([.. Time(time.Time), time.OffsetSeconds])),
            LocalDateTime local => Tagged("localDateTime", Numbers([.. Date(local.Date), .. Time(local.Time)])),
            ZonedDateTime moment => Tagged("dateTime", Moment(moment, legacy)),
            Duration duration => Tagged(
                "duration",
                Numbers([duration.Months, duration.Days, duration.Seconds, duration.Nanos])
            ),
            Point { Dimension: 2 } point => Tagged(
                "point",
                new JsonArray(Text(point.SrId), Bits(point.X), Bits(point.Y))
            ),
            Point point => Tagged(
                "point",
                new JsonArray(Text(point.SrId), Bits(point.X), Bits(point.Y), Bits(point.Z))
            ),
            INode node => Tagged(
                "node",
                new JsonArray(
                    Text(node.Id),
                    node.ElementId,
                    new JsonArray([.. node.Labels.Select(label => (JsonNode)label)]),
                    Map(node.Properties, legacy)
                )
            ),
            IRelationship relationship => Tagged(
                "relationship",
                new JsonArray(
                    Text(relationship.Id),
                    relationship.ElementId,
                    Text(relationship.StartNodeId),
                    relationship.StartNodeElementId,
                    Text(relationship.EndNodeId),
                    relationship.EndNodeElementId,
                    relationship.Type,
                    Map(relationship.Properties, legacy)
                )
            ),
            IPath path => Tagged(
                "path",
                new JsonArray(
                    new JsonArray([.. path.Nodes.Select(node => Of(node, legacy))]),
                    new JsonArray([.. path.Relationships.Select(each => Of(each, legacy))])
                )
            ),
            _ => throw new ArgumentException($"There is no description of a {value.GetType()}."),
        };

    private static JsonObject Tagged(string type, JsonNode? content) => new() { [type] = content };

    private static JsonArray Map(IReadOnlyDictionary<string, object?> map, bool legacy) =>
        new([.. map.Select(entry => new JsonArray(entry.Key, Of(entry.Value, legacy)))]);

    private static JsonArray Moment(ZonedDateTime moment, bool legacy)
    {
        var local = moment.LocalDateTime;
        var parts = Numbers([.. Date(local.Date), .. Time(local.Time)]);
        parts.Add(legacy && moment.Zone.Id is not null ? null : Text(moment.OffsetSeconds));
        parts.Add(moment.Zone.Id);
        return parts;
    }

    private static long[] Date(LocalDate date) => [date.Year, date.Month, date.Day];

    private static long[] Time(LocalTime time) => [time.Hour, time.Minute, time.Second, time.Nanosecond];

    private static JsonArray Numbers(long[] numbers) => new([.. numbers.Select(number => (JsonNode)Text(number))]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Bits(double number) =>
        BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture);
}
