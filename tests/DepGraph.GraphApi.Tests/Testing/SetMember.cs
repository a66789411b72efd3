using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>A version of a set, as the packuments' JSON has it: read here by other means than the product's.</summary>
internal sealed record SetMember(string Name, string Version, int Depth)
{
    private JsonElement Document { get; init; }

    private JsonElement Manifest => Document.GetProperty("versions").GetProperty(Version);

    public string? License =>
        Manifest.TryGetProperty("license", out var license) && Text(license) is { } text ? text
        : Manifest.TryGetProperty("licenses", out var legacy) ? Text(legacy)
        : null;

    /// <summary>The message; null: not deprecated.</summary>
    public string? Deprecated =>
        Manifest.TryGetProperty("deprecated", out var message) && message.ToString() is not ("" or "False")
            ? message.ToString()
            : null;

    public long? UnpackedSize =>
        Manifest.TryGetProperty("dist", out var dist) && dist.TryGetProperty("unpackedSize", out var size)
            ? size.GetInt64()
            : null;

    /// <summary>Reads the version's package.</summary>
    public static async Task<SetMember> ReadAsync(string name, string version, int depth)
    {
        await using var stream = CorpusFiles.Open(name, full: true);
        using var document = await JsonDocument.ParseAsync(stream);
        return new SetMember(name, version, depth) { Document = document.RootElement.Clone() };
    }

    private static string? Text(JsonElement license) =>
        license.ValueKind switch
        {
            JsonValueKind.String => license.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Object when license.TryGetProperty("type", out var type) => type.GetString(),
            JsonValueKind.Array => license.EnumerateArray().Select(Text).OfType<string>().ToArray() switch
            {
                [] => null,
                [var only] => only,
                var several => $"({string.Join(" OR ", several)})",
            },
            _ => null,
        };
}
