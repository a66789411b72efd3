using System.Globalization;
using System.Text.Json;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Tests.SemVer;

public sealed class NodeSemVerVectorTests
{
    /// <summary>What node-semver throws for what is no version or range.</summary>
    private const string Thrown = "TypeError";

    [Fact]
    public void Versions_are_read_cleaned_and_coerced_as_by_node_semver() =>
        VectorFile.Check(
            "valid.ndjson",
            2000,
            vector =>
            {
                string text = vector.Text("s");
                return VectorFile.First(
                    CompareParsed(vector.GetProperty("strict"), text, loose: false),
                    CompareParsed(vector.GetProperty("loose"), text, loose: true),
                    VectorFile.Compare("clean", vector.Value("clean"), SemVerFunctions.Clean(text)),
                    VectorFile.Compare(
                        "loose clean",
                        vector.Value("cleanLoose"),
                        SemVerFunctions.Clean(text, loose: true)
                    ),
                    VectorFile.Compare("coerce", vector.Value("coerce"), SemVerFunctions.Coerce(text)?.Text)
                );
            }
        );

    [Fact]
    public void Versions_are_ordered_as_by_node_semver() =>
        VectorFile.Check(
            "compare.ndjson",
            2000,
            vector =>
            {
                bool loose = vector.Flag("loose");
                bool isValid =
                    SemVersion.TryParse(vector.Text("a"), loose, out SemVersion? a)
                    & SemVersion.TryParse(vector.Text("b"), loose, out SemVersion? b);
                return VectorFile.First(
                    VectorFile.Compare("cmp", vector.Value("cmp"), isValid ? SemVersion.Compare(a!, b!) : Thrown),
                    VectorFile.Compare(
                        "build",
                        vector.Value("build"),
                        isValid ? SemVersion.CompareBuild(a!, b!) : Thrown
                    )
                );
            }
        );

    [Fact]
    public void Versions_satisfy_ranges_as_in_node_semver() =>
        VectorFile.Check(
            "satisfies.ndjson",
            2000,
            vector =>
                VectorFile.Compare(
                    "satisfies",
                    vector.Value("r"),
                    SemVerFunctions.Satisfies(vector.Text("version"), vector.Text("range"), OptionsOf(vector))
                )
        );

    [Fact]
    public void The_highest_and_lowest_satisfying_versions_are_those_of_node_semver() =>
        VectorFile.Check(
            "maxSatisfying.ndjson",
            1000,
            vector =>
            {
                string[] versions = [.. vector.GetProperty("versions").EnumerateArray().Select(v => v.GetString()!)];
                string range = vector.Text("range");
                SemVerOptions options = OptionsOf(vector);
                return VectorFile.First(
                    VectorFile.Compare(
                        "max",
                        vector.Value("max"),
                        SemVerFunctions.MaxSatisfying(versions, range, options)
                    ),
                    VectorFile.Compare(
                        "min",
                        vector.Value("min"),
                        SemVerFunctions.MinSatisfying(versions, range, options)
                    )
                );
            }
        );

    [Fact]
    public void Ranges_have_the_canonical_text_and_lowest_version_of_node_semver() =>
        VectorFile.Check(
            "range.ndjson",
            2000,
            vector =>
            {
                string text = vector.Text("range");
                object? min = SemRange.TryParse(text, SemVerOptions.None, out SemRange? range)
                    ? range.MinVersion()?.Text
                    : Thrown;
                return VectorFile.First(
                    Canonical("strict", SemVerOptions.None),
                    Canonical("loose", SemVerOptions.Loose),
                    Canonical("prerelease", SemVerOptions.IncludePrerelease),
                    VectorFile.Compare("min", vector.Value("min"), min)
                );

                string? Canonical(string name, SemVerOptions options) =>
                    VectorFile.Compare(name, vector.Value(name), SemVerFunctions.ValidRange(text, options));
            }
        );

    [Fact]
    public void Ranges_relate_to_each_other_and_to_versions_as_in_node_semver() =>
        VectorFile.Check(
            "relations.ndjson",
            500,
            vector =>
            {
                bool isAValid = SemRange.TryParse(vector.Text("a"), SemVerOptions.None, out SemRange? a);
                bool areValid = SemRange.TryParse(vector.Text("b"), SemVerOptions.None, out SemRange? b) && isAValid;
                SemVersion.TryParse(vector.Text("version"), loose: false, out SemVersion? version).ShouldBeTrue();
                return VectorFile.First(
                    VectorFile.Compare("intersects", vector.Value("intersects"), areValid ? a!.Intersects(b!) : Thrown),
                    VectorFile.Compare("subset", vector.Value("subset"), areValid ? a!.IsSubsetOf(b!) : Thrown),
                    VectorFile.Compare("gtr", vector.Value("gtr"), isAValid ? a!.IsExceededBy(version!) : Thrown),
                    VectorFile.Compare("ltr", vector.Value("ltr"), isAValid ? a!.IsUndercutBy(version!) : Thrown)
                );
            }
        );

    private static SemVerOptions OptionsOf(JsonElement vector) =>
        (vector.Flag("loose") ? SemVerOptions.Loose : SemVerOptions.None)
        | (vector.Flag("includePrerelease") ? SemVerOptions.IncludePrerelease : SemVerOptions.None);

    private static string? CompareParsed(JsonElement expected, string text, bool loose)
    {
        bool isValid = SemVersion.TryParse(text, loose, out SemVersion? version);
        string? wanted = expected.ValueKind == JsonValueKind.Null ? null : Describe(expected);
        string? actual = isValid
            ? Describe(
                version!.Text,
                version.Major,
                version.Minor,
                version.Patch,
                version.Prerelease.ToString(),
                version.Build
            )
            : null;
        return VectorFile.Compare(loose ? "loose" : "strict", wanted, actual);
    }

    private static string Describe(JsonElement parsed) =>
        Describe(
            parsed.Text("version"),
            parsed.GetProperty("major").GetInt64(),
            parsed.GetProperty("minor").GetInt64(),
            parsed.GetProperty("patch").GetInt64(),
            string.Join('.', parsed.GetProperty("prerelease").EnumerateArray().Select(id => id.ToString())),
            string.Join('.', parsed.GetProperty("build").EnumerateArray().Select(id => id.GetString()))
        );

    private static string Describe(string text, long major, long minor, long patch, string prerelease, string build) =>
        string.Create(CultureInfo.InvariantCulture, $"{text} = {major} {minor} {patch} -{prerelease} +{build}");
}
