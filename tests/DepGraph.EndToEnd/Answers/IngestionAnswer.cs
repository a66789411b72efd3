using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Answers;

/// <summary>An ingestion as the API shows it.</summary>
public sealed record IngestionAnswer(string Id, string Spec, string State, int Fetched, int Pending, string? Error)
{
    private const string Fields = "id spec state packagesFetched packagesPending error";
    private static readonly string[] Ends = ["COMPLETE", "PARTIAL", "FAILED", "CANCELLED"];

    public bool HasEnded => Ends.Contains(State);

    /// <summary>Null when there is none of that id.</summary>
    public static async Task<IngestionAnswer?> FindAsync(DepGraphProgram program, string id)
    {
        var data = await program.DataAsync($$"""query ($id: ID!) { ingestion(id: $id) { {{Fields}} } }""", new { id });
        return Read(data.GetProperty("ingestion"));
    }

    /// <summary>All of the first page, the newest first.</summary>
    public static async Task<IReadOnlyList<IngestionAnswer>> ListAsync(DepGraphProgram program)
    {
        var data = await program.DataAsync($$"""{ ingestions(first: 1000) { nodes { {{Fields}} } } }""");
        return [.. data.GetProperty("ingestions").GetProperty("nodes").EnumerateArray().Select(node => Read(node)!)];
    }

    /// <summary>Waits for its end, whatever that is.</summary>
    public static async Task<IngestionAnswer> EndOfAsync(DepGraphProgram program, string id) =>
        (
            await Eventually.BecomesAsync(
                () => FindAsync(program, id),
                found => found is { HasEnded: true },
                $"ingestion {id} ended"
            )
        )!;

    public static IngestionAnswer? Read(JsonElement ingestion) =>
        ingestion.IsNull()
            ? null
            : new(
                ingestion.GetProperty("id").GetString()!,
                ingestion.GetProperty("spec").GetString()!,
                ingestion.GetProperty("state").GetString()!,
                ingestion.GetProperty("packagesFetched").GetInt32(),
                ingestion.GetProperty("packagesPending").GetInt32(),
                ingestion.GetProperty("error").GetString()
            );
}
