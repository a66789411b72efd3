using System.Text.RegularExpressions;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>
/// npm's <c>${NAME}</c> in settings: replaced by the environment variable; left as it stands when that is not set;
/// <c>${NAME?}</c> is empty then. A backslash before it keeps it literal.
/// </summary>
internal static partial class EnvironmentExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> environment) =>
        text.Contains("${", StringComparison.Ordinal)
            ? Reference().Replace(text, match => Replace(match, environment))
            : text;

    /// <summary>The first reference that nothing replaced; null when there is none.</summary>
    public static string? FindUnresolved(string text) =>
        Reference().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    private static string Replace(Match match, IReadOnlyDictionary<string, string> environment)
    {
        var escapes = match.Groups["escapes"].Value;
        if (escapes.Length % 2 == 1)
        {
            return match.Value[((escapes.Length + 1) / 2)..];
        }

        var name = match.Groups["name"].Value;
        var fallback = match.Groups["optional"].Success ? string.Empty : $"${{{name}}}";
        return escapes[(escapes.Length / 2)..] + environment.GetValueOrDefault(name, fallback);
    }

    [GeneratedRegex(@"(?<!\\)(?<escapes>\\*)\$\{(?<name>[^${}?]+)(?<optional>\?)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
