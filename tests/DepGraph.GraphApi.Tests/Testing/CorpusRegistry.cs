using System.Text;
using System.Text.Json;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>
/// The real packuments of the test equipment as a registry within the test. The full ones have lost the accounts of those who may publish;
/// here they get made-up ones.
/// </summary>
internal sealed class CorpusRegistry : IRegistryClient
{
    private readonly HashSet<string> names = [.. CorpusFiles.Names()];

    /// <summary>The accounts that may publish a package: none, one or two, several packages having the same.</summary>
    public static string[] MaintainersOf(string name) =>
        [.. Enumerable.Range(0, name.Length % 3).Select(i => $"of-{name[^(i + 1)]}")];

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
        await using var file = CorpusFiles.Open(name, isFull);
        using var stream = new MemoryStream();
        if (isFull)
        {
            var maintainers = JsonSerializer.Serialize(MaintainersOf(name).Select(account => new { name = account }));
            stream.Write(Encoding.UTF8.GetBytes($"{{\"maintainers\":{maintainers},"));
            file.ReadByte().ShouldBe('{');
        }

        await file.CopyToAsync(stream, cancellationToken);
        stream.Position = 0;
        var packument = await PackumentReader.ReadAsync(stream, name, isFull, cancellationToken: cancellationToken);
        return new RegistryAnswer.Fetched(packument, "\"1\"", null, 0);
    }
}
