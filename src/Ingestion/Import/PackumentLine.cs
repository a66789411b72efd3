using System.Text.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.Ingestion.Import;

/// <summary>One line of an import: a packument, in its full or abbreviated form.</summary>
internal static class PackumentLine
{
    private static readonly PackumentLimits Limits = new();

    /// <summary>Reads a packument under the name that it gives itself; details are there when it is the full form.</summary>
    /// <exception cref="FormatException">It is none, or of a package that cannot be; the message says why.</exception>
    public static Packument Read(ReadOnlySpan<byte> line)
    {
        line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        try
        {
            var (name, isFull) = Identify(line);
            return PackageName.IsValid(name)
                ? PackumentReader.Read(line, name, isFull, Limits)
                : throw new FormatException($"'{name}' is no package name.");
        }
        catch (Exception failure) when (failure is PackumentFormatException or PackumentTooLargeException)
        {
            throw new FormatException(failure.Message, failure);
        }
        catch (JsonException failure)
        {
            throw new FormatException($"It is not JSON: {failure.Message}", failure);
        }
        catch (InvalidOperationException failure)
        {
            throw new FormatException($"It is not UTF-8 text: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Looks no further than needed: only full documents have <c>_id</c>, which comes first, and <c>time</c>; abbreviated ones are
    /// gone through to their end.
    /// </summary>
    private static (string Name, bool IsFull) Identify(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Limits.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("It is no JSON object.");
        }

        string? name = null;
        var isFull = false;
        while (!(name is not null && isFull) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.ValueTextEquals("name"u8);
            isFull |= reader.ValueTextEquals("_id"u8) || reader.ValueTextEquals("time"u8);
            reader.Read();
            if (isName && reader.TokenType == JsonTokenType.String)
            {
                name = reader.GetString();
            }

            reader.Skip();
        }

        return (name ?? throw new FormatException("It has no name."), isFull);
    }
}
