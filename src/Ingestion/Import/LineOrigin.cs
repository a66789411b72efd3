using System.Text.Json;
using DepGraph.Npm.Specs;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Import;

/// <summary>
/// What a line of an export says first, under a name that no packument has: as what the store held the package. With it an import makes of
/// the line what was exported; without it a packument is as old as its file.
/// </summary>
internal sealed record LineOrigin
{
    /// <summary>The property that it stands under, the first one of its line.</summary>
    private const string Property = "_depgraph";
    private const string Confirmed = "fetchedAt";
    private const string Tag = "etag";
    private const string Modified = "lastModified";
    private const string FullDocument = "full";
    private const string MissingPackage = "missing";

    /// <summary>When the registry confirmed it, by either document.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Entity tag of the abbreviated document; null when there was none.</summary>
    public string? ETag { get; init; }

    /// <summary>Last-Modified of the abbreviated document; null when there was none.</summary>
    public string? LastModified { get; init; }

    /// <summary>The full document's state; null when the line is none.</summary>
    public DocumentAspect? Full { get; init; }

    /// <summary>A package that the registry did not know, of which the line says nothing else; null otherwise.</summary>
    public string? Missing { get; init; }

    /// <summary>Writes it into the object of its line, which has just begun.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject(Property);
        writer.WriteString(Confirmed, FetchedAt);
        WriteText(writer, Tag, ETag);
        WriteText(writer, Modified, LastModified);
        WriteText(writer, MissingPackage, Missing);
        if (Full is { } full)
        {
            writer.WriteStartObject(FullDocument);
            writer.WriteString(Confirmed, full.FetchedAt);
            WriteText(writer, Tag, full.ETag);
            WriteText(writer, Modified, full.LastModified);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads it; null when the line is not of an export.</summary>
    /// <exception cref="FormatException">It is not as an export writes it.</exception>
    public static LineOrigin? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (
                !reader.Read()
                || reader.TokenType != JsonTokenType.StartObject
                || !reader.Read()
                || reader.TokenType != JsonTokenType.PropertyName
                || !reader.ValueTextEquals(Property)
                || !reader.Read()
            )
            {
                return null;
            }

            using var document = JsonDocument.ParseValue(ref reader);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            // What is wrong with it is said by whoever reads the packument.
            return null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException($"Its {Property} is not as an export writes it: {failure.Message}", failure);
        }
    }

    private static LineOrigin Of(JsonElement origin)
    {
        var missing = TextOf(origin, MissingPackage);
        if (missing is not null && !PackageName.IsValid(missing))
        {
            throw new FormatException($"'{missing}' is no package name.");
        }

        return new LineOrigin
        {
            FetchedAt = origin.GetProperty(Confirmed).GetDateTimeOffset(),
            ETag = TextOf(origin, Tag),
            LastModified = TextOf(origin, Modified),
            Missing = missing,
            Full = origin.TryGetProperty(FullDocument, out var full)
                ? new DocumentAspect(
                    TextOf(full, Tag),
                    TextOf(full, Modified),
                    full.GetProperty(Confirmed).GetDateTimeOffset()
                )
                : null,
        };
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
