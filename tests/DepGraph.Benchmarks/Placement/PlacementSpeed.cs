using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Placement;

/// <summary>What placing a project costs when every document is at hand.</summary>
[MemoryDiagnoser]
public class PlacementSpeed
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly CorpusSource _corpus = new();
    private readonly InstallOptions _options = new() { NodeVersion = "20.20.2", NpmVersion = "11.19.1" };
    private ProjectManifest _project = null!;
    private Installation _installation = null!;

    /// <summary>A root project of the equipment; vue-cli comes to 918 packages.</summary>
    [Params("jest", "webpack", "vue-cli")]
    public string Root { get; set; } = "";

    [GlobalSetup]
    public async Task Setup()
    {
        var json = await File.ReadAllTextAsync(Equipment.Require($"npm/roots/{Root}/package.json"));
        if (!ProjectManifest.TryParse(Encoding.UTF8.GetBytes(json), out var project, out var error))
            throw new InvalidDataException(error);
        _project = project;
        _installation = await PlaceAsync();
    }

    [Benchmark]
    public Task<Installation> PlaceAsync() => Installation.BuildAsync(_project, _options, _corpus).AsTask();

    [Benchmark]
    public int WriteLockFile()
    {
        _output.ResetWrittenCount();
        _installation.WriteLockFile(_output);
        return _output.WrittenCount;
    }
}
