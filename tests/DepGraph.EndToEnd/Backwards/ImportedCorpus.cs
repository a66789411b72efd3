using System.IO.Compression;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Backwards;

/// <summary>The documents of the corpus in one file, imported by the one program and served by the other, with no registry behind it.</summary>
public sealed class ImportedCorpus : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private DepGraphProgram? program;

    internal CorpusEdges Edges { get; private set; } = new();

    public DepGraphProgram Program => program!;

    public async ValueTask InitializeAsync()
    {
        var file = folder.File("corpus.ndjson.gz");
        await using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        await using (var lines = new StreamWriter(gzip))
        {
            Edges = CorpusEdges.Read(lines.WriteLine);
        }

        var settings = Settings
            .For(new Uri("http://127.0.0.1:9/"), folder)
            .With("Ingestion__Freshness", "3650d")
            .With("Ingestion__RefreshInterval", "0");
        var (exitCode, log) = await IngestionProgram.RunAsync(settings, "import", file);
        exitCode.ShouldBe(0, log);
        program = await DepGraphProgram.StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
        {
            await program.DisposeAsync();
        }

        folder.Dispose();
    }
}
