namespace DepGraph.GraphApi.Resolvers;

/// <summary>A source repository, read from the address that a package gives.</summary>
/// <param name="Url">The web page's address of a known host, else the address as given.</param>
/// <param name="Owner">Null when the host is not a known one.</param>
/// <param name="Name">Null when the host is not a known one.</param>
internal sealed record RepositoryAddress(string Url, string? Owner, string? Name)
{
    private static readonly Dictionary<string, string> Shortcuts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["github"] = "github.com",
        ["gitlab"] = "gitlab.com",
        ["bitbucket"] = "bitbucket.org",
    };

    public string? FullName => Owner is null ? null : $"{Owner}/{Name}";

    /// <summary>
    /// Understands what npm does: <c>owner/name</c>, <c>github:owner/name</c>, <c>git+https://host/owner/name.git</c>,
    /// <c>git@host:owner/name</c> and the like.
    /// </summary>
    public static RepositoryAddress Parse(string text)
    {
        var address = text.Trim();
        var (host, path) = Split(address);
        if (!Shortcuts.ContainsValue(host))
        {
            return new RepositoryAddress(text, null, null);
        }

        var end = path.AsSpan().IndexOfAny('#', '?');
        var segments = (end < 0 ? path : path[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length < 2)
        {
            return new RepositoryAddress(text, null, null);
        }

        // Bitbucket and GitHub keep two levels; what follows is a page of the repository. GitLab has groups within groups.
        var depth = host == Shortcuts["gitlab"] ? RepositoryDepth(segments) : 2;
        var name = segments[depth - 1];
        name = name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        var owner = string.Join('/', segments[..(depth - 1)]);
        return name.Length == 0
            ? new RepositoryAddress(text, null, null)
            : new RepositoryAddress($"https://{host}/{owner}/{name}", owner, name);
    }

    /// <summary>A page of a GitLab project stands behind a segment that is a hyphen, or such as <c>tree</c>.</summary>
    private static int RepositoryDepth(string[] segments)
    {
        var page = Array.FindIndex(segments, 2, segment => segment is "-" or "tree" or "blob");
        return page < 0 ? segments.Length : page;
    }

    private static (string Host, string Path) Split(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var rest = address[(scheme + 3)..];
            rest = rest[(rest.IndexOf('@', StringComparison.Ordinal) + 1)..];
            var slash = rest.AsSpan().IndexOfAny('/', ':');
            return slash < 0 ? (rest, "") : (Host(rest[..slash]), rest[(slash + 1)..]);
        }

        var colon = address.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return address.Split('/').Length == 2 ? (Shortcuts["github"], address) : ("", address);
        }

        var before = address[..colon];
        return Shortcuts.TryGetValue(before, out var known)
            ? (known, address[(colon + 1)..])
            : (Host(before[(before.IndexOf('@', StringComparison.Ordinal) + 1)..]), address[(colon + 1)..]);
    }

    private static string Host(string text)
    {
        var host = text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        return Shortcuts.Values.FirstOrDefault(known => known.Equals(host, StringComparison.OrdinalIgnoreCase)) ?? host;
    }
}
