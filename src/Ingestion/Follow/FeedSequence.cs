using System.Globalization;
using System.Text.Json;

namespace DepGraph.Ingestion.Follow;

/// <summary>
/// A place in a change feed: a number with npm, with CouchDB a text that nobody but the server understands. It is handed back as it came
/// (https://docs.couchdb.org/en/stable/api/database/changes.html).
/// </summary>
internal readonly record struct FeedSequence
{
    /// <summary>Those of a large CouchDB cluster have some hundreds.</summary>
    public const int MostCharacters = 4_000;

    private readonly long? number;

    /// <exception cref="FormatException">No feed has such a one.</exception>
    public FeedSequence(string text)
    {
        if (!IsAllowed(text))
        {
            throw new FormatException($"A sequence has 1 to {MostCharacters} characters.");
        }

        Text = text;
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>As the feed wrote it, without quotes.</summary>
    public string Text { get; }

    public static bool IsAllowed(string text) => text.Length is > 0 and <= MostCharacters;

    /// <summary>What the reader stands on, a number or a text; null for anything else.</summary>
    public static FeedSequence? Read(ref Utf8JsonReader json)
    {
        var text = json.TokenType switch
        {
            JsonTokenType.Number => JsonText.Raw(ref json),
            JsonTokenType.String => JsonText.Read(ref json),
            _ => null,
        };
        return text is not null && IsAllowed(text) ? new FeedSequence(text) : null;
    }

    /// <summary>Whether both are numbers and this is the smaller one; otherwise nobody can tell.</summary>
    public bool IsBefore(FeedSequence other) => number < other.number;

    public override string ToString() => Text.Length <= 60 ? Text : $"{Text[..60]}…";
}
