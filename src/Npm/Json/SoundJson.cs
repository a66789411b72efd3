using System.Text.Json;

namespace DepGraph.Npm.Json;

/// <summary>JSON of which every text can be read: half a surrogate pair is JSON, but no text.</summary>
internal static class SoundJson
{
    /// <summary>Null where it is broken, or a text cannot be read.</summary>
    public static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return IsSound(document.RootElement) ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null where it is broken, or a text cannot be read.</summary>
    /// <exception cref="JsonException">It is broken.</exception>
    public static JsonElement? Parse(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json[3..];
        var reader = new Utf8JsonReader(utf8Json);
        var json = JsonElement.ParseValue(ref reader);
        reader.Read();
        return IsSound(json) ? json : null;
    }

    private static bool IsSound(JsonElement json)
    {
        try
        {
            return CanRead(json);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool CanRead(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .All(member => member.Name is not null && CanRead(member.Value)),
            JsonValueKind.Array => json.EnumerateArray().All(CanRead),
            JsonValueKind.String => json.GetString() is not null,
            _ => true,
        };
}
