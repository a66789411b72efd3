using System.Globalization;
using System.Text.Json;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>Reaches into a response: <c>data.At("package", "versions", "0")</c>.</summary>
internal static class JsonPath
{
    public static JsonElement At(this JsonElement json, params string[] path) =>
        path.Aggregate(
            json,
            (value, step) =>
                value.ValueKind == JsonValueKind.Array
                    ? value[int.Parse(step, CultureInfo.InvariantCulture)]
                    : value.GetProperty(step)
        );

    public static string? Text(this JsonElement json, params string[] path) => json.At(path).GetString();

    public static string Code(this JsonElement error) => error.Text("extensions", "code")!;

    /// <summary>One text of each element of a list.</summary>
    public static string[] Texts(this JsonElement list, params string[] path) =>
        [.. list.EnumerateArray().Select(item => item.Text(path)!)];
}
