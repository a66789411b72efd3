namespace DepGraph.Npm.Specs;

/// <summary>What a spec looks like, the questions in npm-package-arg's order of asking.</summary>
internal static class SpecText
{
    public const string AliasPrefix = "npm:";

    public static bool IsAlias(string value) => value.StartsWith(AliasPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>file:</c>, a leading dot or slash, <c>~/</c>, or a drive letter.</summary>
    public static bool IsPath(string value) =>
        value.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith('.')
        || value.StartsWith('/')
        || value.StartsWith("~/", StringComparison.Ordinal)
        || (value.Length > 1 && char.IsAsciiLetter(value[0]) && value[1] == ':');

    public static bool IsTarball(string value) =>
        value.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
        || value.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
        || value.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);

    /// <summary>Letters and a colon, after <c>git+</c> or not.</summary>
    public static bool IsUrl(string value)
    {
        ReadOnlySpan<char> rest = value.StartsWith("git+", StringComparison.OrdinalIgnoreCase)
            ? value.AsSpan(4)
            : value;
        int colon = rest.IndexOf(':');
        return colon > 0 && !rest[..colon].ContainsAnyExcept(Letters);
    }

    /// <summary><c>user@host.tld:path</c>.</summary>
    public static bool IsGitOverSsh(string value)
    {
        int at = value.IndexOf('@');
        if (at < 1)
        {
            return false;
        }

        ReadOnlySpan<char> host = value.AsSpan(at + 1);
        int colon = host.IndexOf(':');
        if (colon < 0)
        {
            return false;
        }

        int dot = host[..colon].IndexOf('.');
        ReadOnlySpan<char> path = host[(colon + 1)..];
        return dot > 0 && dot < colon - 1 && path.Length > 0 && !path.ContainsAny("\n\r\u2028\u2029");
    }

    /// <summary>
    /// <c>git+ssh://user@host:path</c>, which is no URL: what follows the colon is a path, unless it is all digits, a port.
    /// </summary>
    public static bool IsColonFormOfSsh(string value)
    {
        const string prefix = "git+ssh://";
        if (
            !value.StartsWith("git+ssh:", StringComparison.Ordinal)
            || !value.StartsWith(prefix, StringComparison.Ordinal)
        )
        {
            return false;
        }

        int hash = value.IndexOf('#');
        ReadOnlySpan<char> address = value.AsSpan(prefix.Length, (hash < 0 ? value.Length : hash) - prefix.Length);
        int colon = address.IndexOf(':');
        return colon > 0 && colon < address.Length - 1 && !HasPort(address[colon..]);
    }

    private static bool HasPort(ReadOnlySpan<char> address)
    {
        while (address.IndexOf(':') is var colon and >= 0)
        {
            address = address[(colon + 1)..];
            int end = address.IndexOfAnyExceptInRange('0', '9') is var other and >= 0 ? other : address.Length;
            if (end > 0 && (end == address.Length || address[end] == '/'))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );
}
