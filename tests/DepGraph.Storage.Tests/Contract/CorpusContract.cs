using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>Real packages: their relationships are what their heads say, one by one.</summary>
public abstract class CorpusContract(IStorePlace place) : StoreContract(place)
{
    /// <summary>Every so many packages of the corpus.</summary>
    private const int Step = 12;

    private const int BatchSize = 16;

    [Fact]
    public async Task Relations_of_real_packages_are_those_of_their_heads()
    {
        var heads = new List<PackageHead>();
        foreach (var batch in CorpusFiles.Names().Where((_, i) => i % Step == 0).Chunk(BatchSize))
        {
            var writes = new List<HeadWrite>();
            foreach (var name in batch)
                writes.Add(await ReadAsync(name));
            heads.AddRange(writes.Select(write => write.Head!));
            await Store.CommitAsync(writes, Cancel);
        }

        var statistics = await CaughtUpAsync();

        statistics.Packages.ShouldBe(heads.Count);
        statistics.Versions.ShouldBe(heads.Sum(head => head.Count));
        statistics.Dependencies.ShouldBe(heads.Sum(head => head.DependencyCount));
        await ShouldBeTheSameAsync(Place.ReadEdgesAsync(), heads.SelectMany(RelationText.Of));
        await ShouldBeTheSameAsync(Place.ReadLatestEdgesAsync(), heads.SelectMany(RelationText.OfLatest));
    }

    private static async Task<HeadWrite> ReadAsync(string name)
    {
        await using var stream = CorpusFiles.Open(name, full: true);
        var packument = await PackumentReader.ReadAsync(stream, name, full: true, cancellationToken: Cancel);
        return Documents.Write(packument.Head) with
        {
            Full = new DocumentAspect(null, null, Documents.Noon),
            Details = packument.Details,
        };
    }

    /// <summary>As sets: printing a hundred thousand lines helps nobody.</summary>
    private static async Task ShouldBeTheSameAsync(Task<IReadOnlyList<string>> stored, IEnumerable<string> declared)
    {
        var (lines, expected) = (await stored, declared.ToHashSet(StringComparer.Ordinal));
        lines.Count.ShouldBe(expected.Count);
        lines.Where(line => !expected.Contains(line)).Take(5).ShouldBeEmpty();
        lines.Distinct(StringComparer.Ordinal).Count().ShouldBe(expected.Count);
    }
}
