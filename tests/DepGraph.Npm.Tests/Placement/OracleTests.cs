using DepGraph.Npm.Placement;

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
        foreach (var file in ExpectedResult.NamesIn(folder))
        {
            count++;
            if (await CompareAsync(ExpectedResult.Read(folder, file)) is { } mismatch)
                mismatches.Add(mismatch);
        }
        count.ShouldBeGreaterThanOrEqualTo(atLeast);
        mismatches.ShouldBeEmpty($"{mismatches.Count} of {count} differ:\n{string.Join('\n', mismatches)}");
    }

    private static async Task<string?> CompareAsync(ExpectedResult expected)
    {
        var installation = await Installation.BuildAsync(
            expected.Project,
            expected.Options,
            CorpusSource.Shared,
            TestContext.Current.CancellationToken
        );
        var error = installation.Problems.FirstOrDefault(problem => problem.Severity == ProblemSeverity.Error)?.Code;
        if (error != expected.ErrorCode)
            return $"{expected.Name}: code {error ?? "none"} instead of {expected.ErrorCode ?? "none"}";
        var actual = installation.Packages.Select(ExpectedResult.Line).ToHashSet();
        var wanted = expected.Packages.ToHashSet();
        var missing = wanted.Except(actual).Order(StringComparer.Ordinal).ToList();
        var surplus = actual.Except(wanted).Order(StringComparer.Ordinal).ToList();
        return missing.Count + surplus.Count == 0
            ? null
            : $"{expected.Name}: {missing.Count} missing, {surplus.Count} surplus\n"
                + string.Join('\n', missing.Take(5).Select(line => $"  - {line}").Concat(surplus.Take(5).Select(line => $"  + {line}")));
    }
}
