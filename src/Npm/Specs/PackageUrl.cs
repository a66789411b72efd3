using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DepGraph.Npm.Specs;

/// <summary>
/// A package URL of type npm: <c>pkg:npm/%40scope/name@version</c>.
/// https://github.com/package-url/purl-spec/blob/main/docs/how-to-parse.md
/// </summary>
/// <param name="Name">The package's name, with its scope.</param>
/// <param name="Version">Null for the package itself.</param>
public readonly record struct PackageUrl(string Name, string? Version)
{
    private const string Prefix = "pkg:npm/";
    private const string ScopedPrefix = "pkg:npm/%40";

    // RFC 3986's unreserved characters: each stands for itself.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    );

    private static readonly SearchValues<char> PlainOrSlash = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
    );

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

    /// <summary>The purl of a package.</summary>
    public static string Of(string name) => Build(name, version: null);

    /// <summary>The purl of a version.</summary>
    public static string Of(string name, string version) => Build(name, version);

    /// <summary>The purl in its canonical spelling.</summary>
    public override string ToString() => Build(Name, Version);

    private static string Build(string name, string? version)
    {
        var isScoped = name.StartsWith('@');
        var rest = name.AsSpan(isScoped ? 1 : 0);
        if (rest.ContainsAnyExcept(PlainOrSlash) || version.AsSpan().ContainsAnyExcept(Plain))
            return Escape(name, version);
        var prefix = isScoped ? ScopedPrefix : Prefix;
        return version is null ? string.Concat(prefix, rest) : string.Concat(prefix, rest, "@", version);
    }

    private static string Escape(string name, string? version)
    {
        var text = new StringBuilder(Prefix);
        text.AppendJoin('/', name.Split('/').Select(Uri.EscapeDataString));
        if (version is not null)
            text.Append('@').Append(Uri.EscapeDataString(version));
        return text.ToString();
    }
}
