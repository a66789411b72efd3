using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DepGraph.GraphApi.Identity;

/// <summary>
/// A package URL of type npm: <c>pkg:npm/%40scope/name@version</c>.
/// https://github.com/package-url/purl-spec/blob/main/docs/how-to-parse.md
/// </summary>
/// <param name="Name">The package's name, with its scope.</param>
/// <param name="Version">Null for the package itself.</param>
internal readonly record struct PackageUrl(string Name, string? Version)
{
    private const string Prefix = "pkg:npm/";

    /// <summary>Reads one; qualifiers and subpath are ignored. False for another type, or when it is malformed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PackageUrl? url)
    {
        url = null;
        var rest = text.AsSpan();
        var end = rest.IndexOfAny('?', '#');
        rest = end < 0 ? rest : rest[..end];
        if (!rest.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        rest = rest["pkg:".Length..].Trim('/');
        if (!rest.StartsWith("npm/", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        rest = rest["npm/".Length..].TrimStart('/');
        var at = rest.LastIndexOf('@');
        // The @ of a scope that is not percent-encoded stands first.
        var hasVersion = at > 0;
        var name = Uri.UnescapeDataString(hasVersion ? rest[..at] : rest);
        var version = hasVersion ? Uri.UnescapeDataString(rest[(at + 1)..]) : null;
        if (name.Length == 0 || version is { Length: 0 })
        {
            return false;
        }

        url = new PackageUrl(name, version);
        return true;
    }

    public static string Of(string name) => Build(name, version: null);

    public static string Of(string name, string version) => Build(name, version);

    public override string ToString() => Build(Name, Version);

    private static string Build(string name, string? version)
    {
        if (IsPlain(name) && (version is null || IsPlain(version)))
        {
            return version is null ? string.Concat(Prefix, name) : string.Concat(Prefix, name, "@", version);
        }

        var text = new StringBuilder(Prefix);
        var segments = name.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            text.Append(i == 0 ? "" : "/").Append(Uri.EscapeDataString(segments[i]));
        }

        if (version is not null)
        {
            text.Append('@').Append(Uri.EscapeDataString(version));
        }

        return text.ToString();
    }

    /// <summary>Whether every character stands for itself: RFC 3986's unreserved ones.</summary>
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or '~'))
            {
                return false;
            }
        }

        return true;
    }
}
