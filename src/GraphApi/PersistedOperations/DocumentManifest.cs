using System.Text.Json;

namespace DepGraph.GraphApi.PersistedOperations;

/// <summary>
/// The JSON files that build tools of clients write: an object of ids and documents, as Relay's compiler and
/// graphql-codegen's client preset have it, or Apollo's <c>{ "operations": [{ "id", "body" }] }</c>.
/// </summary>
internal static class DocumentManifest
{
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="InvalidDataException">It is neither of them.</exception>
    public static IEnumerable<TrustedDocument> Read(string source, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(
                json,
                new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 }
            );
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? throw Unreadable("it must be a JSON object.")
                : [.. ReadEntries(source, document.RootElement)];
        }
        catch (JsonException e)
        {
            throw Unreadable($"it is no valid JSON. {e.Message}");
        }
    }

    private static IEnumerable<TrustedDocument> ReadEntries(string source, JsonElement root)
    {
        if (root.TryGetProperty("operations", out var operations) && operations.ValueKind == JsonValueKind.Array)
        {
            return operations
                .EnumerateArray()
                .Select(
                    (operation, index) =>
                        new TrustedDocument(
                            Text(operation, "id", $"operations[{index}].id"),
                            Text(operation, "body", $"operations[{index}].body"),
                            source
                        )
                );
        }

        return root.EnumerateObject()
            .Select(entry => new TrustedDocument(entry.Name, Text(entry.Value, entry.Name), source));
    }

    private static string Text(JsonElement operation, string member, string place) =>
        operation.ValueKind == JsonValueKind.Object && operation.TryGetProperty(member, out var value)
            ? Text(value, place)
            : throw Unreadable($"`{place}` is missing.");

    private static string Text(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Unreadable($"`{place}` must be a text.");

    private static InvalidDataException Unreadable(string why) =>
        new($"{why} A manifest is an object of ids and documents, or Apollo's, which has a list of `operations`.");
}
