using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>Sets as of a date, held to the reference closure with npm's <c>before</c>.</summary>
public sealed class AsOfOracleTests(ClosureOracle oracle) : IClassFixture<ClosureOracle>
{
    /// <summary>From before the first of the made-up packages' times to after the last.</summary>
    public static TheoryData<string> Dates =>
        [
            "2023-12-31",
            "2024-01-15",
            "2024-02-15",
            "2024-03-15",
            "2024-04-15",
            "2024-05-15",
            "2024-07-15",
            "2025-01-01",
        ];

    [Theory]
    [MemberData(nameof(Dates))]
    public Task Sets_of_made_up_packages_are_what_they_were_then(string date) =>
        oracle.CompareAsync([.. CorpusHeads.Synthetic()], DependencyKinds.All, asOf: Date(date));

    [Theory]
    [InlineData("2010-01-01")]
    [InlineData("2026-06-01")]
    public Task Sets_of_real_packages_are_what_they_were_then(string date) =>
        oracle.CompareAsync(["express@^4", "jest@^29", "webpack@^5"], DependencyKinds.Runtime, asOf: Date(date));

    private static DateTimeOffset Date(string date) =>
        DateTimeOffset.Parse($"{date}T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
