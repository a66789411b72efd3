using System.Text;
using System.Text.Json;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>
/// The ini dialect of .npmrc files (https://github.com/npm/ini): <c>key = value</c>, <c>;</c> and <c>#</c> comments,
/// quotes, <c>\</c> escapes, <c>key[]</c> lists. What stands below a <c>[section]</c> is not npm configuration and left out.
/// </summary>
internal static class IniDocument
{
    /// <summary>Parses a file's text. Any text is a document: what cannot be a setting is ignored, as npm does.</summary>
    /// <returns>Keys with their values in order; a list has several, a repeated plain key only its last one.</returns>
    public static Dictionary<string, List<string>> Parse(string text)
    {
        var settings = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var rawLine in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var line = rawLine.Trim();
            if (line.IsEmpty || line[0] is ';' or '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                break;
            }

            Add(settings, line);
        }

        return settings;
    }

    private static void Add(Dictionary<string, List<string>> settings, ReadOnlySpan<char> line)
    {
        var separator = line.IndexOf('=');
        if (separator == 0)
        {
            return;
        }

        var key = Unquote(separator < 0 ? line : line[..separator]);
        var value = separator < 0 ? "true" : Unquote(line[(separator + 1)..]);
        var isList = key.Length > 2 && key.EndsWith("[]", StringComparison.Ordinal);
        if (isList)
        {
            key = key[..^2];
        }

        if (isList && settings.TryGetValue(key, out var values))
        {
            values.Add(value);
        }
        else
        {
            settings[key] = [value];
        }
    }

    private static string Unquote(ReadOnlySpan<char> raw)
    {
        var text = raw.Trim();
        if (text.Length > 1 && text[0] == text[^1] && text[0] is '"' or '\'')
        {
            return text[0] == '\'' ? Unescape(text[1..^1], text[1..^1]) : Unescape(text, text);
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is ';' or '#')
            {
                break;
            }

            if (c == '\\' && i + 1 < text.Length)
            {
                c = text[++i];
                if (c is not ('\\' or ';' or '#'))
                {
                    result.Append('\\');
                }
            }

            result.Append(c);
        }

        return result.ToString().Trim();
    }

    private static string Unescape(ReadOnlySpan<char> json, ReadOnlySpan<char> otherwise)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToString());
            return document.RootElement.ValueKind == JsonValueKind.String
                ? document.RootElement.GetString()!
                : document.RootElement.GetRawText();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are a lone surrogate's, escaped or not.
            return otherwise.ToString();
        }
    }
}
