namespace DepGraph.Ingestion.Registry;

/// <summary>
/// Where a registry keeps a package's document: below its address, as one path segment, a scope's slash encoded
/// (<c>@scope%2fname</c>). Whatever the name holds, the address stays below the registry's.
/// </summary>
internal static class PackageAddress
{
    // npm allows 214 characters; documents from before that rule have a few more.
    private const int MaxLength = 512;

    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The document's address; null when no registry can hold such a name.</summary>
    public static Uri? Of(string name, Uri registry)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return null;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return IsSegment(name) ? Combine(registry, Uri.EscapeDataString(name)) : null;
        }

        var (scope, rest) = (name[..slash], name[(slash + 1)..]);
        var isScoped = scope.Length > 1 && scope[0] == '@' && IsSegment(rest) && !rest.Contains('/');
        return isScoped
            ? Combine(registry, $"@{Uri.EscapeDataString(scope[1..])}%2f{Uri.EscapeDataString(rest)}")
            : null;
    }

    // Dots are the one thing that escaping leaves alone and that means something in a path.
    private static bool IsSegment(string text) => text is not ("" or "." or ".." or "@");

    // Registry and segment are escaped already, so nothing is left to canonicalise, and nothing may undo the escapes.
    private static Uri Combine(Uri registry, string segment) => new($"{registry.AbsoluteUri}{segment}", Verbatim);
}
