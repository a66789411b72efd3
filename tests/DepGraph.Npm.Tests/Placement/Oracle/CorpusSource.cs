using System.Collections.Concurrent;
using System.IO.Compression;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tarballs;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Placement.Oracle;

/// <summary>The corpus' full documents and tarballs, the real and the made-up packages, read on demand and kept.</summary>
internal sealed class CorpusSource : IInstallSource
{
    private static readonly string[] Folders = ["npm", "npm/synthetic"];
    private readonly ConcurrentDictionary<string, Lazy<Task<PackumentAnswer>>> _answers = new();

    /// <summary>Shared by all tests: reading a document takes longer than placing it.</summary>
    public static CorpusSource Shared { get; } = new();

    public IReadOnlyList<Task<PackumentAnswer>> Ask(IReadOnlyList<string> names) =>
        [.. names.Select(name => _answers.GetOrAdd(name, Begin).Value)];

    /// <summary>Adds a package that is in no file.</summary>
    public void Add(string name, ReadOnlyMemory<byte> fullDocument) =>
        _answers[name] = new Lazy<Task<PackumentAnswer>>(() =>
            Task.FromResult(PackumentAnswer.Found(PackumentReader.Read(fullDocument.Span, name, full: true)))
        );

    public async ValueTask<TarballAnswer> OpenAsync(VersionManifest version, CancellationToken cancellationToken)
    {
        var file = $"{version.Name[(version.Name.IndexOf('/') + 1)..]}-{version.Version}.tgz";
        foreach (var folder in Folders)
        {
            var path = Equipment.Require($"{folder}/tarballs/{Uri.EscapeDataString(version.Name)}/{file}");
            if (!File.Exists(path))
                continue;
            await using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            return TarballAnswer.Found(await TarballListing.ReadAsync(stream, null, cancellationToken));
        }
        return TarballAnswer.Failed("E404", "not in the corpus");
    }

    private static Lazy<Task<PackumentAnswer>> Begin(string name) => new(() => Task.FromResult(Read(name)));

    private static PackumentAnswer Read(string name)
    {
        foreach (var folder in Folders)
        {
            var path = Equipment.Require($"{folder}/packuments-full/{Uri.EscapeDataString(name)}.json.gz");
            if (!File.Exists(path))
                continue;
            using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return PackumentAnswer.Found(
                PackumentReader.Read(memory.GetBuffer().AsSpan(0, (int)memory.Length), name, full: true)
            );
        }
        return PackumentAnswer.NotFound;
    }
}
