using System.Text.Json;

namespace DepGraph.Npm.Json;

/// <summary>JSON values as JavaScript walks them.</summary>
internal static class JavaScriptObject
{
    /// <summary>
    /// What <c>Object.entries</c> gives: whole numbers first, in their order; a repeated key once, with its last value. An array or a
    /// text has its elements under 0, 1, 2 …; anything else has none.
    /// </summary>
    public static List<(string Name, JsonElement Value)> Entries(JsonElement value)
    {
        var entries = new List<(string Name, JsonElement Value)>();
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var places = new Dictionary<string, int>();
                foreach (var member in value.EnumerateObject())
                    if (places.TryAdd(member.Name, entries.Count))
                        entries.Add((member.Name, member.Value));
                    else
                        entries[places[member.Name]] = (member.Name, member.Value);
                return entries.Exists(entry => IndexOf(entry.Name) is not null)
                    ? [.. entries.OrderBy(entry => IndexOf(entry.Name) ?? uint.MaxValue)]
                    : entries;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                    entries.Add(($"{entries.Count}", element));
                return entries;
            default:
                return entries;
        }
    }

    /// <summary>The member of an object; undefined where there is none.</summary>
    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    /// <summary>Whether JavaScript takes the value for true.</summary>
    public static bool IsTruthy(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
            JsonValueKind.String => value.GetString()!.Length > 0,
            JsonValueKind.Number => !value.TryGetDouble(out var number) || number != 0,
            _ => true,
        };

    private static uint? IndexOf(string name) =>
        uint.TryParse(name, System.Globalization.NumberStyles.None, null, out var index)
        && index < uint.MaxValue
        && (name[0] != '0' || name.Length == 1)
            ? index
            : null;
}
