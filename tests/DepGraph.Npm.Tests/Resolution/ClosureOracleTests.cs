using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>Sets of real and of made-up packages, held to the reference closure.</summary>
public sealed class ClosureOracleTests(ClosureOracle oracle) : IClassFixture<ClosureOracle>
{
    private static readonly string[] RealSpecs =
    [
        "express@^4",
        "webpack@^5",
        "jest@^29",
        "next",
        "eslint",
        "chokidar@^3",
        "request",
    ];

    private static readonly string[] Synthetic =
    [
        "@syn/odd@1.0.0",
        "@syn/odd@1.1.0",
        "@syn/odd@1.2.0",
        "@syn/odd@1.3.0",
        "@syn/odd@1.4.0",
        "@syn/odd@1.5.0",
        "@syn/odd@1.7.0",
    ];

    [Fact]
    public Task Runtime_sets_of_real_packages_are_the_oracles() =>
        oracle.CompareAsync(RealSpecs, DependencyKinds.Runtime, null);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public Task Bounded_sets_are_the_oracles(int maxDepth) =>
        oracle.CompareAsync(["express@^4", "jest@^29"], DependencyKinds.Runtime, maxDepth);

    [Fact]
    public Task Bounded_sets_of_all_kinds_are_the_oracles() =>
        oracle.CompareAsync(["next", "webpack@^5"], DependencyKinds.All, 2);

    [Fact]
    public Task Sets_of_made_up_packages_are_the_oracles() =>
        oracle.CompareAsync([.. CorpusHeads.Synthetic(), .. Synthetic], DependencyKinds.All, null);
}
