using System.Text.Json;
using DepGraph.Npm.Json;

namespace DepGraph.Npm.Placement.LockFile;

/// <summary>
/// Writes objects in the order of npm's lock files: what is no object first, then objects; a few well-known keys first among each,
/// the others as English sorts them. Values are <see cref="string"/>, <see cref="bool"/>, <see cref="int"/>,
/// <see cref="JsonElement"/> and <see cref="LockFields"/>.
/// </summary>
internal static class NiceJson
{
    private static readonly string[] FirstKeys =
    [
        "name",
        "version",
        "lockfileVersion",
        "resolved",
        "integrity",
        "requires",
        "packages",
        "dependencies",
    ];

    public static void Write(Utf8JsonWriter writer, LockFields fields)
    {
        writer.WriteStartObject();
        fields.Sort(Compare);
        foreach (var (key, value) in fields)
        {
            writer.WritePropertyName(key);
            WriteValue(writer, value);
        }
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case LockFields nested:
                Write(writer, nested);
                break;
            case JsonElement { ValueKind: JsonValueKind.Object } json:
                var members = new LockFields();
                foreach (var (name, member) in JavaScriptObject.Entries(json))
                    members.Add((name, member));
                Write(writer, members);
                break;
            case JsonElement { ValueKind: JsonValueKind.Array } json:
                writer.WriteStartArray();
                foreach (var element in json.EnumerateArray())
                    WriteValue(writer, element);
                writer.WriteEndArray();
                break;
            case JsonElement json:
                json.WriteTo(writer);
                break;
            case string[] texts:
                writer.WriteStartArray();
                foreach (var text in texts)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
        }
    }

    private static int Compare((string Key, object Value) left, (string Key, object Value) right)
    {
        var isObject = IsObject(left.Value);
        if (isObject != IsObject(right.Value))
            return isObject ? 1 : -1;
        var (first, second) = (Array.IndexOf(FirstKeys, left.Key), Array.IndexOf(FirstKeys, right.Key));
        if (first >= 0 || second >= 0)
            return first < 0 ? 1
                : second < 0 ? -1
                : first - second;
        return LocaleOrder.Compare(left.Key, right.Key);
    }

    private static bool IsObject(object value) =>
        value is LockFields or JsonElement { ValueKind: JsonValueKind.Object };
}

/// <summary>The members of an object of a lock file.</summary>
internal sealed class LockFields : List<(string Key, object Value)>
{
    /// <summary>Adds a member, unless its value is nothing to JavaScript, or empty.</summary>
    public void AddUnlessEmpty(string key, object? value)
    {
        var isEmpty = value switch
        {
            null or "" or false or LockFields { Count: 0 } or Array { Length: 0 } => true,
            JsonElement { ValueKind: JsonValueKind.Object } json => !json.EnumerateObject().MoveNext(),
            JsonElement { ValueKind: JsonValueKind.Array } json => json.GetArrayLength() == 0,
            JsonElement json => !JavaScriptObject.IsTruthy(json),
            _ => false,
        };
        if (!isEmpty)
            Add((key, value!));
    }
}
