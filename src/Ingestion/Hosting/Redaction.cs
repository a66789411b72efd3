namespace DepGraph.Ingestion.Hosting;

/// <summary>Takes secrets out of what is logged.</summary>
internal static class Redaction
{
    private const string Mask = "***";

    private static readonly string[] SecretNames = ["password", "secret", "apikey", "auth", "credential"];

    /// <summary>The value, or a mask when the name says that it is a secret; credentials within an address are masked too.</summary>
    public static string Redact(string name, string value)
    {
        // MaxTokens is a number of tokens, AuthToken and Token are secrets.
        if (
            name.EndsWith("token", StringComparison.OrdinalIgnoreCase)
            || SecretNames.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase))
        )
        {
            return Mask;
        }

        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return value;
        }

        var authority = scheme + 3;
        var end = value.AsSpan(authority).IndexOfAny('/', '?', '#');
        end = end < 0 ? value.Length : authority + end;
        var at = value.AsSpan(authority, end - authority).LastIndexOf('@');
        return at < 0 ? value : string.Concat(value.AsSpan(0, authority), Mask, value.AsSpan(authority + at));
    }
}
