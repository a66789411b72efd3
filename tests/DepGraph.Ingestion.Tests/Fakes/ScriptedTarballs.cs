using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Text;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>A registry's tarballs, which counts what it is asked.</summary>
internal sealed class ScriptedTarballs : ITarballClient
{
    private readonly ConcurrentDictionary<string, RegistryAnswer> answers = new();
    private int asked;

    public int Asked => Volatile.Read(ref asked);

    /// <summary>The request for a version with that hash.</summary>
    public static TarballRequest Request(string name, string integrity = "sha512-one") =>
        new(name, "1.0.0", $"http://registry.invalid/{name}-1.0.0.tgz", integrity, Shasum: null);

    /// <summary>Packs a tarball that brings one package.</summary>
    public async Task PackAsync(string name, string bundled)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            await writer.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, $"package/node_modules/{bundled}/package.json")
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"name":"{{bundled}}"}""")),
                }
            );
        }

        archive.Position = 0;
        answers[name] = new RegistryAnswer.Opened(await TarballListing.ReadAsync(archive));
    }

    public void Fail(string name, FailureKind kind) =>
        answers[name] = new RegistryAnswer.Failed(kind, $"'{name}' cannot be had.", null, IsRetryable: true);

    public Task<RegistryAnswer> OpenAsync(TarballRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref asked);
        return Task.FromResult(answers.GetValueOrDefault(request.Name, RegistryAnswer.NotFound.Instance));
    }
}
