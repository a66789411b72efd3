using System.Text.Json;

namespace DepGraph.Ingestion.Follow;

/// <summary>Reads what a feed answers; of what it does not know nothing is kept.</summary>
internal static class FeedPageReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <exception cref="JsonException">It is no JSON, or no page of a feed.</exception>
    /// <exception cref="InvalidOperationException">The name of a property is no text.</exception>
    public static FeedPage Read(ReadOnlySpan<byte> document)
    {
        var json = new Utf8JsonReader(document, Options);
        var changes = new List<FeedChange>();
        var count = -1;
        FeedSequence? newest = null;
        FeedSequence? last = null;
        Begin(ref json);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isResults = json.ValueTextEquals("results"u8);
            var isLast = json.ValueTextEquals("last_seq"u8);
            json.Read();
            if (isResults && json.TokenType == JsonTokenType.StartArray)
            {
                count = ReadResults(ref json, changes, ref newest);
                continue;
            }

            last = isLast ? FeedSequence.Read(ref json) : last;
            json.Skip();
        }

        // A second value behind the first is no JSON: this throws.
        json.Read();
        return count >= 0 ? new FeedPage(changes, count, newest, last) : throw new JsonException("It has no results.");
    }

    /// <summary>The sequence that a database says it has come to; null when it does not say.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    /// <exception cref="InvalidOperationException">The name of a property is no text.</exception>
    public static FeedSequence? ReadUpdateSequence(ReadOnlySpan<byte> document)
    {
        var json = new Utf8JsonReader(document, Options);
        FeedSequence? found = null;
        Begin(ref json);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isSequence = json.ValueTextEquals("update_seq"u8);
            json.Read();
            found = isSequence ? FeedSequence.Read(ref json) : found;
            json.Skip();
        }

        return found;
    }

    private static void Begin(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It is no JSON object.");
        }
    }

    private static int ReadResults(ref Utf8JsonReader json, List<FeedChange> changes, ref FeedSequence? newest)
    {
        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
            }
            else if (ReadResult(ref json, ref newest) is { } change)
            {
                changes.Add(change);
            }
        }

        return count;
    }

    private static FeedChange? ReadResult(ref Utf8JsonReader json, ref FeedSequence? newest)
    {
        string? name = null;
        var isDeleted = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isName = json.ValueTextEquals("id"u8);
            var isSequence = json.ValueTextEquals("seq"u8);
            var isDeletion = json.ValueTextEquals("deleted"u8);
            json.Read();
            if (isName && json.TokenType == JsonTokenType.String)
            {
                name = JsonText.Read(ref json);
            }
            else if (isDeletion)
            {
                isDeleted = json.TokenType == JsonTokenType.True;
            }
            else if (isSequence && FeedSequence.Read(ref json) is { } sequence)
            {
                newest = newest is { } before && sequence.IsBefore(before) ? before : sequence;
            }

            json.Skip();
        }

        return name is null ? null : new FeedChange(name, isDeleted);
    }
}
