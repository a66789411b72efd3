using System.Text.Json;
using DepGraph.Npm.Json;

namespace DepGraph.Npm.Tarballs;

/// <summary>What of a package's tarball decides about an installation.</summary>
public sealed class TarballListing
{
    private const string ModulesFolder = "node_modules/";

    internal TarballListing(IReadOnlyList<(string, JsonElement)> manifests, JsonElement? shrinkwrap)
    {
        Manifests = manifests;
        Shrinkwrap = shrinkwrap;
    }

    /// <summary>
    /// The packages that lie in it: the folder, for example <c>node_modules/a/node_modules/b</c>, and the package.json, an object.
    /// Those above come before those below.
    /// </summary>
    public IReadOnlyList<(string Path, JsonElement Manifest)> Manifests { get; }

    /// <summary>The npm-shrinkwrap.json, an object; null: there is none, or it is none.</summary>
    public JsonElement? Shrinkwrap { get; }

    /// <summary>Reads an archive to its end.</summary>
    /// <param name="tar">The archive, decompressed; not disposed.</param>
    /// <param name="limits">Bounds; <see cref="TarballLimits.Default"/> when null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="TarballFormatException">It is no archive, or beyond a limit.</exception>
    public static async ValueTask<TarballListing> ReadAsync(
        Stream tar,
        TarballLimits? limits = null,
        CancellationToken cancellationToken = default
    )
    {
        limits ??= TarballLimits.Default;
        var headers = new TarHeaders(tar, limits);
        var manifests = new Dictionary<string, JsonElement>();
        JsonElement? shrinkwrap = null;
        long kept = 0;
        while (await headers.NextAsync(cancellationToken) is { } entry)
        {
            if (!entry.IsFile || Inner(entry.Path) is not { } path || !Matters(path))
                continue;
            kept += entry.Size;
            if (entry.Size > limits.MaxFileBytes || kept > limits.MaxKeptBytes)
                throw new TarballFormatException($"{path} in the archive is too long: {entry.Size} bytes.");
            if (Parse(await headers.ReadContentAsync(entry, cancellationToken)) is not { } json)
                continue;
            if (path == "npm-shrinkwrap.json")
                shrinkwrap = json;
            else
                manifests[path[..^"/package.json".Length]] = json;
        }
        return new TarballListing(
            [.. manifests.OrderBy(each => each.Key.Length).Select(each => (each.Key, each.Value))],
            shrinkwrap
        );
    }

    /// <summary>The path without its first folder, which is <c>package</c> in most; null when it leaves the package.</summary>
    private static string? Inner(string path)
    {
        var slash = path.IndexOf('/');
        if (slash < 0)
            return null;
        var inner = path[(slash + 1)..];
        return inner.Split('/').Any(part => part is "" or "." or "..") ? null : inner;
    }

    private static bool Matters(string path) =>
        path == "npm-shrinkwrap.json"
        || (
            path.StartsWith(ModulesFolder, StringComparison.Ordinal)
            && path.EndsWith("/package.json", StringComparison.Ordinal)
            && IsPackageFolder(path)
        );

    /// <summary>Whether a package.json is a package's own, and not one of the files within it.</summary>
    private static bool IsPackageFolder(string path)
    {
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length - 1; )
        {
            if (parts[i] != "node_modules")
                return false;
            i += parts[i + 1].StartsWith('@') ? 3 : 2;
            if (i > parts.Length - 1)
                return false;
        }
        return true;
    }

    private static JsonElement? Parse(byte[] utf8Json)
    {
        try
        {
            return SoundJson.Parse(utf8Json) is { ValueKind: JsonValueKind.Object } json ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
