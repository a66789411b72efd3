using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

internal sealed class Notification : INotification
{
    public string Code { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string Severity { get; private set; } = "";

    public string Category { get; private set; } = "";

    public string? GqlStatus { get; private set; }

    public InputPosition? Position { get; private set; }

    /// <summary>Reads a notification, or a GQL status (Bolt 5.5 and later); null when that only says how the query ended.</summary>
    public static Notification? Read(ref PackStreamReader metadata)
    {
        var ahead = metadata;
        if (!HasCode(ref ahead))
        {
            metadata = ahead;
            return null;
        }

        var notification = new Notification();
        notification.ReadEntries(ref metadata, isDiagnosticRecord: false);
        return notification;
    }

    private static bool HasCode(ref PackStreamReader metadata)
    {
        var hasCode = false;
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            hasCode |= key.SequenceEqual("code"u8) || key.SequenceEqual("neo4j_code"u8);
            metadata.Skip();
        }

        return hasCode;
    }

    private void ReadEntries(ref PackStreamReader metadata, bool isDiagnosticRecord)
    {
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (key.SequenceEqual("code"u8) || key.SequenceEqual("neo4j_code"u8))
            {
                Code = metadata.ReadStringOrNull() ?? "";
            }
            else if (key.SequenceEqual("title"u8))
            {
                Title = metadata.ReadStringOrNull() ?? "";
            }
            else if (key.SequenceEqual("description"u8))
            {
                Description = metadata.ReadStringOrNull() ?? "";
            }
            else if (key.SequenceEqual("severity"u8) || key.SequenceEqual("_severity"u8))
            {
                Severity = metadata.ReadStringOrNull() ?? "";
            }
            else if (key.SequenceEqual("category"u8) || key.SequenceEqual("_classification"u8))
            {
                Category = metadata.ReadStringOrNull() ?? "";
            }
            else if (key.SequenceEqual("gql_status"u8))
            {
                GqlStatus = metadata.ReadStringOrNull();
            }
            else if (key.SequenceEqual("position"u8) || key.SequenceEqual("_position"u8))
            {
                Position = ReadPosition(ref metadata);
            }
            else if (
                !isDiagnosticRecord
                && key.SequenceEqual("diagnostic_record"u8)
                && metadata.PeekType() == PackStreamType.Map
            )
            {
                ReadEntries(ref metadata, isDiagnosticRecord: true);
            }
            else
            {
                metadata.Skip();
            }
        }
    }

    private static InputPosition? ReadPosition(ref PackStreamReader metadata)
    {
        if (metadata.PeekType() != PackStreamType.Map)
        {
            metadata.Skip();
            return null;
        }

        var position = default(InputPosition);
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (metadata.PeekType() != PackStreamType.Integer)
            {
                metadata.Skip();
                continue;
            }

            var value = (int)Math.Clamp(metadata.ReadInteger(), 0, int.MaxValue);
            position =
                key.SequenceEqual("offset"u8) ? position with { Offset = value }
                : key.SequenceEqual("line"u8) ? position with { Line = value }
                : key.SequenceEqual("column"u8) ? position with { Column = value }
                : position;
        }

        return position;
    }
}
