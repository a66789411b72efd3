using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.Npm.Json;

namespace DepGraph.Npm.Placement;

/// <summary>The package.json of what is installed.</summary>
public sealed class ProjectManifest
{
    /// <summary>The longest package.json that is read, in bytes.</summary>
    public const int MaxLength = 4 << 20;

    internal ProjectManifest(JsonElement content)
    {
        Content = content;
    }

    /// <summary>The whole manifest, an object.</summary>
    internal JsonElement Content { get; }

    /// <summary>Reads a package.json.</summary>
    /// <param name="utf8Json">The text.</param>
    /// <param name="manifest">The manifest; null when it is none.</param>
    /// <param name="error">What is wrong with it; null when nothing is.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out ProjectManifest? manifest,
        [NotNullWhen(false)] out string? error
    )
    {
        manifest = null;
        if (utf8Json.Length > MaxLength)
        {
            error = $"The package.json has {utf8Json.Length} bytes; {MaxLength} are read at most.";
            return false;
        }
        try
        {
            if (SoundJson.Parse(utf8Json) is { ValueKind: JsonValueKind.Object } content)
            {
                manifest = new ProjectManifest(content);
                error = null;
                return true;
            }
            error = "The package.json is not a JSON object, or has a text with half a surrogate pair.";
        }
        catch (JsonException exception)
        {
            error = $"The package.json is not JSON: {exception.Message}";
        }
        return false;
    }

    /// <summary>A project that has one dependency, and nothing else but perhaps overrides.</summary>
    /// <param name="name">The name it is declared under.</param>
    /// <param name="spec">Version, range, tag or alias.</param>
    /// <param name="overridesJson">The project's <c>overrides</c> as JSON; null: none.</param>
    /// <exception cref="JsonException"><paramref name="overridesJson"/> is not JSON.</exception>
    public static ProjectManifest Of(string name, string spec, string? overridesJson = null)
    {
        var content = new JsonObject
        {
            ["name"] = "installation",
            ["version"] = "1.0.0",
            ["dependencies"] = new JsonObject { [name] = spec },
        };
        if (overridesJson is not null)
            content["overrides"] = JsonNode.Parse(overridesJson);
        return SoundJson.Parse(content.ToJsonString()) is { } sound
            ? new ProjectManifest(sound)
            : throw new JsonException("The overrides have a text with half a surrogate pair.");
    }
}
