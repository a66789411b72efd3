using System.Text;
using System.Text.Json.Nodes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Dependents;

/// <summary>Packages from lines such as <c>1.0.0: a@^1 dev:b@^2 peer:c@* optional:d@1</c>; the last line's version is latest.</summary>
internal static class Declared
{
    public static PackageHead Head(string name, params string[] versions) =>
        Read(name, DeclaredPackument.Of(name, versions));

    public static HeadWrite Write(PackageHead head, DateTimeOffset? fetchedAt = null) =>
        new()
        {
            Name = head.Name,
            Head = head,
            FetchedAt = fetchedAt ?? DateTimeOffset.UnixEpoch,
        };

    public static HeadWrite Missing(string name) =>
        new()
        {
            Name = name,
            Head = null,
            FetchedAt = DateTimeOffset.UnixEpoch.AddDays(1),
        };

    private static PackageHead Read(string name, JsonObject json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString()));
        // The stream is memory: reading completes at once.
        return PackumentReader.ReadAsync(stream, name, full: false).AsTask().GetAwaiter().GetResult().Head;
    }
}
