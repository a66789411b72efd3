using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DepGraph.GraphApi.Paging;
using DepGraph.Npm.SemVer;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Querying;

/// <summary>A place of an order as a cursor: a JSON array of the order, so that it is not taken for another, and the values of its keys.</summary>
internal static class OrderCursor
{
    private static readonly JsonWriterOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of<TRow>(Order<TRow> order, TRow row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Short))
        {
            json.WriteStartArray();
            json.WriteStringValue(order.ToString());
            foreach (var value in order.PlaceOf(row))
            {
                Write(json, value);
            }

            json.WriteEndArray();
        }

        return Cursor.Encode(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>The place that a cursor names; null for no cursor.</summary>
    /// <exception cref="GraphQL.GraphQLException">It is no cursor, or one of another order.</exception>
    public static FieldValue[]? Parse<TRow>(string? cursor, Order<TRow> order)
    {
        if (cursor is null)
        {
            return null;
        }

        var parts = Split(cursor) ?? throw InputError.InvalidCursor(cursor);
        if (parts[0].GetString() is var made && made != order.ToString())
        {
            throw InputError.BadInput(
                $"The cursor was made in the order '{made}', and this list is in the order '{order}'; pass the `order` that its page was asked with, or start from the first page."
            );
        }

        var place = new FieldValue[order.Keys.Count];
        for (var i = 0; i < place.Length; i++)
        {
            var field = order.Keys[i].Field;
            if (parts.Length != place.Length + 1 || !TryRead(parts[i + 1], field.Type, field.IsNullable, out place[i]))
            {
                throw InputError.InvalidCursor(cursor);
            }
        }

        return place;
    }

    /// <summary>Null for what is no array that begins with a text.</summary>
    private static JsonElement[]? Split(string cursor)
    {
        if (Cursor.Decode(cursor) is not { } text)
        {
            return null;
        }

        try
        {
            var json = JsonElement.Parse(text);
            return
                json.ValueKind == JsonValueKind.Array
                && json.GetArrayLength() > 0
                && json[0].ValueKind == JsonValueKind.String
                ? [.. json.EnumerateArray()]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, FieldValue value)
    {
        if (value.IsNull)
        {
            json.WriteNullValue();
        }
        else if ((value.Text ?? value.Version?.ToString()) is { } text)
        {
            json.WriteStringValue(text);
        }
        else
        {
            json.WriteNumberValue(value.Number);
        }
    }

    private static bool TryRead(JsonElement json, FieldType type, bool isNullable, out FieldValue value)
    {
        value = FieldValue.Null;
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                return isNullable;
            case JsonValueKind.Number when type == FieldType.Number && json.TryGetInt64(out var number):
                value = FieldValue.Of(number);
                return true;
            case JsonValueKind.String when type == FieldType.Text:
                value = FieldValue.Of(json.GetString());
                return true;
            case JsonValueKind.String when type == FieldType.Version:
                value = SemVersion.TryParse(json.GetString()!, loose: true, out var version)
                    ? FieldValue.Of(version)
                    : FieldValue.Null;
                return !value.IsNull;
            default:
                return false;
        }
    }
}
