using System.Text.Json;

namespace DepGraph.Npm.Picking;

/// <summary>The ranges of Node and npm that a version says it runs on; null: any.</summary>
public readonly record struct Engines(string? Node, string? Npm)
{
    /// <summary>Stands for a demand that is not text, such as a number, which npm finds unsatisfiable.</summary>
    private const string Never = "<0.0.0-0";

    /// <summary>
    /// Reads a manifest's <c>engines</c>. An array, a text, broken JSON or half a surrogate pair demands nothing; so do missing
    /// and falsy members.
    /// </summary>
    /// <param name="json">The member's value as JSON; null: absent.</param>
    public static Engines FromJson(string? json)
    {
        if (json is null || !json.AsSpan().TrimStart().StartsWith('{'))
        {
            return default;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new Engines(Demand(document.RootElement, "node"), Demand(document.RootElement, "npm"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static string? Demand(JsonElement engines, string engine) =>
        engines.TryGetProperty(engine, out JsonElement demand)
            ? demand.ValueKind switch
            {
                JsonValueKind.String => demand.GetString() is { Length: > 0 } range ? range : null,
                JsonValueKind.Null or JsonValueKind.False => null,
                JsonValueKind.Number when demand.TryGetDouble(out double number) && number == 0 => null,
                _ => Never,
            }
            : null;
}
