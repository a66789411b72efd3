using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>
/// The real packuments of the test equipment as a registry within the test. They have lost the accounts of those who may publish, deprecations and
/// sizes; here they get made-up ones.
/// </summary>
internal sealed partial class CorpusRegistry : IRegistryClient
{
    private readonly HashSet<string> names = [.. CorpusFiles.Names()];

    /// <summary>The accounts that may publish a package: none, one or two, several packages having the same.</summary>
    public static string[] MaintainersOf(string name) =>
        [.. Enumerable.Range(0, name.Length % 3).Select(i => $"of-{name[^(i + 1)]}")];

    /// <summary>Why all versions of a package are deprecated; null: they are not.</summary>
    public static string? DeprecationOf(string name) => name.Length % 5 == 0 ? $"{name} is old" : null;

    /// <summary>What each version of a package unpacks to; null: the registry does not say.</summary>
    public static long? SizeOf(string name) => name.Length % 4 == 0 ? null : 1_000 * name.Length;

    public async Task<RegistryAnswer> FetchAsync(
        string name,
        DocumentForm form,
        string? etag,
        string? lastModified,
        CancellationToken cancellationToken
    )
    {
        if (!names.Contains(name))
        {
            return RegistryAnswer.NotFound.Instance;
        }

        var isFull = form == DocumentForm.Full;
        using var file = new StreamReader(CorpusFiles.Open(name, isFull));
        var json = await file.ReadToEndAsync(cancellationToken);
        if (isFull)
        {
            var maintainers = JsonSerializer.Serialize(MaintainersOf(name).Select(account => new { name = account }));
            json.ShouldStartWith("{");
            json = $"{{\"maintainers\":{maintainers},{json[1..]}";
        }

        var deprecation = DeprecationOf(name) is { } message ? $"\"deprecated\":\"{message}\"," : "";
        var size = SizeOf(name) is { } bytes ? $"\"unpackedSize\":{bytes}," : "";
        json = Dist().Replace(json, $"{deprecation}\"dist\":{{{size}");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var packument = await PackumentReader.ReadAsync(stream, name, isFull, cancellationToken: cancellationToken);
        return new RegistryAnswer.Fetched(packument, "\"1\"", null, 0);
    }

    [GeneratedRegex("\"dist\": ?\\{")]
    private static partial Regex Dist();
}
