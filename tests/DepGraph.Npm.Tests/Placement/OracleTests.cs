using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>Every answer of the real npm in the equipment, package by package and code by code.</summary>
public sealed class OracleTests
{
    [Fact]
    public Task Real_projects_are_placed_as_npm_places_them() => CompareAllAsync("npm/expected", 100);

    [Fact]
    public Task Made_up_projects_are_placed_as_npm_places_them() => CompareAllAsync("npm/synthetic/expected", 140);

    private static async Task CompareAllAsync(string folder, int atLeast)
    {
        var mismatches = new List<string>();
        var count = 0;
        foreach (var file in OracleAnswer.NamesIn(folder))
        {
            count++;
            if (await CompareAsync(OracleAnswer.Read(folder, file)) is { } mismatch)
                mismatches.Add(mismatch);
        }
        count.ShouldBeGreaterThanOrEqualTo(atLeast);
        mismatches.ShouldBeEmpty($"{mismatches.Count} of {count} differ:\n{string.Join('\n', mismatches)}");
    }

    private static async Task<string?> CompareAsync(OracleAnswer expected)
    {
        var installation = await Installation.BuildAsync(
            expected.Project,
            expected.Options,
            CorpusSource.Shared,
            TestContext.Current.CancellationToken
        );
        return OracleComparison.Compare(expected, installation) is { } mismatch ? $"{expected.Name}: {mismatch}" : null;
    }
}
