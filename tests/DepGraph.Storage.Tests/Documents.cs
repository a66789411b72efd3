using System.Text.Json.Nodes;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.Storage.Tests;

/// <summary>Small made-up packuments.</summary>
internal static class Documents
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A head from lines such as <c>1.0.0: a@^1 dev:b@^2 peer:c@* optional:d@1</c>; <c>latest</c> is the last line's
    /// version unless given.
    /// </summary>
    public static PackageHead Head(string name, params string[] versions) =>
        Read(DeclaredPackument.Of(name, versions), name).Head;

    /// <summary>A head from a document as it stands; the package is called <c>a</c>.</summary>
    public static PackageHead JsonHead(string json) => Read(JsonNode.Parse(json)!.AsObject(), "a").Head;

    public static Packument Full(string name, string description, params string[] versions)
    {
        var json = DeclaredPackument.Of(name, versions);
        json["description"] = description;
        return Read(json, name, full: true);
    }

    /// <summary>A write of the full document of a package with one version, <c>1.0.0</c>.</summary>
    public static HeadWrite Described(
        string name,
        string? description,
        string[] keywords,
        string dependencies = "",
        DateTimeOffset? at = null
    )
    {
        var json = DeclaredPackument.Of(name, $"1.0.0: {dependencies}");
        json["description"] = description;
        json["keywords"] = new JsonArray([.. keywords.Select(keyword => (JsonNode)keyword)]);
        var packument = Read(json, name, full: true);
        return Write(packument.Head, at) with
        {
            Full = new DocumentAspect(null, null, at ?? Noon),
            Details = packument.Details,
        };
    }

    /// <summary>A head with <paramref name="count"/> versions that declare almost the same.</summary>
    public static PackageHead Large(string name, int count) =>
        Head(name, [.. Enumerable.Range(0, count).Select(i => $"1.0.{i}: steady@^1 changing@^1.{i / 10} dev:tool@*")]);

    public static HeadWrite Write(PackageHead head, DateTimeOffset? fetchedAt = null, params int[] answered) =>
        new()
        {
            Name = head.Name,
            Head = head,
            FetchedAt = fetchedAt ?? Noon,
            ETag = $"\"{head.ContentHash}\"",
            Answered = answered,
        };

    public static HeadWrite Missing(string name, DateTimeOffset? fetchedAt = null) =>
        new()
        {
            Name = name,
            Head = null,
            FetchedAt = fetchedAt ?? Noon,
        };

    private static Packument Read(JsonObject json, string name, bool full = false)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
        var reading = PackumentReader.ReadAsync(stream, name, full, PackumentLimits.Default, CancellationToken.None);
        // The stream is memory: reading completes at once.
        return reading.AsTask().GetAwaiter().GetResult();
    }
}
