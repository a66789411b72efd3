using System.Text.Json;

namespace DepGraph.Ingestion.Follow;

/// <summary>How far a feed was followed, as the store keeps it.</summary>
/// <param name="Sequence">All changes up to here are in the store, but for what is owed.</param>
/// <param name="Owed">Packages that changed and could not be had so far.</param>
internal sealed record FeedPosition(FeedSequence Sequence, IReadOnlyList<string> Owed)
{
    public override string ToString() => JsonSerializer.Serialize(new Content(Sequence.Text, Owed));

    /// <exception cref="FormatException">It is none.</exception>
    public static FeedPosition Parse(string text)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(text);
            return new FeedPosition(new FeedSequence(content?.Sequence ?? ""), content?.Owed ?? []);
        }
        catch (JsonException failure)
        {
            throw new FormatException("It is no position in a feed.", failure);
        }
    }

    private sealed record Content(string Sequence, IReadOnlyList<string> Owed);
}
