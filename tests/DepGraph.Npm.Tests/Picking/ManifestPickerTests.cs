using System.Text.Json;
using DepGraph.Npm.Picking;
using DepGraph.Npm.Specs;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Picking;

public sealed class ManifestPickerTests
{
    private static readonly JsonPackument Package = JsonPackument.Parse(
        """
        {
          "name": "pkg",
          "dist-tags": { "latest": "1.2.0", "next": "2.0.0-rc.1", "gone": "9.9.9" },
          "time": { "1.0.0": "2020-01-01", "1.2.0": "2020-03-01", "1.3.0": "2020-04-01", "1.4.0": "no date" },
          "versions": {
            "1.0.0": {}, "1.2.0": {}, "1.3.0": { "engines": { "node": ">=18" } }, "1.3.1": { "deprecated": "broken" },
            "1.4.0": {}, "2.0.0-rc.1": {}, "3.0.0": { "deprecated": "no" }, "3.1.0": { "deprecated": "no" }
          },
          "stagedVersions": { "versions": { "1.5.0": {} } },
          "policyRestrictions": { "message": "ask first", "versions": { "4.0.0": {} } }
        }
        """
    );

    [Fact]
    public void A_range_takes_latest_when_it_fits_though_there_is_a_higher_version()
    {
        Pick("^1.0.0").Version.ShouldBe("1.2.0");
        Pick("*").Version.ShouldBe("1.2.0");
        Pick("").Version.ShouldBe("1.2.0");
    }

    [Fact]
    public void Without_a_fitting_latest_the_highest_that_is_not_deprecated_is_taken()
    {
        Pick(">=1.3 <1.4").Version.ShouldBe("1.3.0");
    }

    [Fact]
    public void Deprecated_versions_are_taken_when_there_is_nothing_else()
    {
        Pick("3.x").Version.ShouldBe("3.1.0");
        Pick("3.0.0").Version.ShouldBe("3.0.0");
    }

    [Fact]
    public void A_tag_is_taken_as_it_is_or_not_at_all()
    {
        Pick("next").Version.ShouldBe("2.0.0-rc.1");
        Pick("gone").Outcome.ShouldBe(PickOutcome.NoMatchingVersion);
        Pick("nope").Outcome.ShouldBe(PickOutcome.NoMatchingVersion);
    }

    [Fact]
    public void A_version_that_does_not_run_on_the_engine_comes_after_those_that_do()
    {
        Pick(">=1.3 <1.4", new PickOptions { NodeVersion = "v16.0.0" }).Version.ShouldBe("1.3.1");
        Pick(">=1.3 <1.4", new PickOptions { NodeVersion = "v20.0.0" }).Version.ShouldBe("1.3.0");
    }

    [Fact]
    public void Only_versions_from_before_a_time_are_taken()
    {
        var february = new PickOptions { Before = new DateTimeOffset(2020, 2, 1, 0, 0, 0, TimeSpan.Zero) };
        Pick("<1.3", february).Version.ShouldBe("1.0.0");
        Pick("latest", february).Version.ShouldBe("1.0.0");
        Pick("1.3.0", february).Outcome.ShouldBe(PickOutcome.NoMatchingVersion);
    }

    [Fact]
    public void A_version_whose_time_is_no_date_is_never_old_enough()
    {
        Pick("1.4.0").Outcome.ShouldBe(PickOutcome.NoMatchingVersion);
    }

    [Fact]
    public void Staged_versions_are_taken_only_when_included()
    {
        Pick("1.5.x").Outcome.ShouldBe(PickOutcome.NoMatchingVersion);
        Pick("1.5.x", new PickOptions { IncludeStaged = true }).Version.ShouldBe("1.5.0");
    }

    [Fact]
    public void A_restricted_version_is_an_error_that_says_why()
    {
        PickResult result = Pick("^4");
        result.Outcome.ShouldBe(PickOutcome.Forbidden);
        result.Message.ShouldNotBeNull().ShouldContain("ask first");
    }

    [Fact]
    public void A_version_to_avoid_is_marked_and_left_only_strictly()
    {
        var lenient = new PickOptions { Avoid = "<=1.2.0" };
        Pick("<1.3", lenient).ShouldAvoid.ShouldBeTrue();
        PickResult strict = Pick("<1.3", lenient with { AvoidStrict = true });
        (strict.Version, strict.IsOutsideDependencyRange, strict.IsSemVerMajor).ShouldBe(("1.3.0", true, false));
        Pick("<1.3", new PickOptions { Avoid = "*", AvoidStrict = true })
            .Outcome.ShouldBe(PickOutcome.NoMatchingVersion);
    }

    [Fact]
    public void A_package_without_versions_says_so()
    {
        JsonPackument empty = JsonPackument.Parse(
            """{ "name": "pkg", "dist-tags": { "latest": "1.0.0" }, "versions": {} }"""
        );
        ManifestPicker.Pick(empty, "^1", PickOptions.Default).Outcome.ShouldBe(PickOutcome.NoVersions);
        ManifestPicker.Pick(empty, Resolve("^1")).ShouldBe(-1);
    }

    [Theory]
    [InlineData("git+https://example.com/x.git")]
    [InlineData("npm:other@1")]
    [InlineData("not a tag")]
    public void What_no_registry_answers_is_not_picked(string wanted)
    {
        Pick(wanted).Outcome.ShouldBe(PickOutcome.UnsupportedSpec);
    }

    [Fact]
    public void Of_equal_versions_the_first_in_the_document_is_taken()
    {
        JsonPackument package = JsonPackument.Parse(
            """{ "name": "pkg", "versions": { "1.0.0+b": {}, "1.0.0+a": {}, "v1.0.0": {} } }"""
        );
        ManifestPicker.Pick(package, "1.x", PickOptions.Default).Version.ShouldBe("1.0.0+b");
        package.VersionAt(ManifestPicker.Pick(package, Resolve("1.x"))).ShouldBe("1.0.0+b");
    }

    [Fact]
    public void The_quick_way_agrees_with_the_thorough_one() =>
        Prop.ForAll(
                (
                    from versions in Soup.VersionText.ListOf().Resize(12)
                    from deprecated in Gen.Choose(0, 0xfff)
                    from latest in Gen.Choose(0, 20)
                    from range in Soup.RangeText
                    select (versions: versions.Distinct().ToList(), deprecated, latest, range)
                ).ToArbitrary(),
                sample =>
                {
                    if (!PackageSpec.TryResolve("pkg", sample.range, out PackageSpec? spec, out _) || !spec.IsRegistry)
                    {
                        return true;
                    }

                    JsonPackument package = Make(sample.versions, sample.deprecated, sample.latest);
                    return ManifestPicker.Pick(package, spec)
                        == ManifestPicker.Pick(package, spec.FetchSpec, PickOptions.Default).Index;
                }
            )
            .Check(PropertyRun.Of(1000));

    [Theory]
    [InlineData("""{"node":">=4","npm":"^6"}""", ">=4", "^6")]
    [InlineData("""{"node":"","npm":null}""", null, null)]
    [InlineData("""["node >= 4"]""", null, null)]
    [InlineData("\"node\"", null, null)]
    [InlineData("{broken", null, null)]
    [InlineData(null, null, null)]
    [InlineData("{\"node\":\"\\ud800\"}", null, null)]
    public void Engines_are_read_from_a_manifest(string? json, string? node, string? npm)
    {
        Engines.FromJson(json).ShouldBe(new Engines(node, npm));
    }

    private static PickResult Pick(string wanted, PickOptions? options = null) =>
        ManifestPicker.Pick(Package, wanted, options ?? PickOptions.Default);

    private static PackageSpec Resolve(string value)
    {
        PackageSpec.TryResolve("pkg", value, out PackageSpec? spec, out _).ShouldBeTrue();
        return spec!;
    }

    private static JsonPackument Make(List<string> versions, int deprecated, int latest)
    {
        var manifests = new Dictionary<string, object>();
        for (int i = 0; i < versions.Count; i++)
        {
            manifests[versions[i]] = (deprecated >> i & 1) == 1 ? new { deprecated = "old" } : new { };
        }

        Dictionary<string, string> tags = latest < versions.Count ? new() { ["latest"] = versions[latest] } : [];
        return JsonPackument.Parse(
            JsonSerializer.Serialize(
                new Dictionary<string, object>
                {
                    ["name"] = "pkg",
                    ["dist-tags"] = tags,
                    ["versions"] = manifests,
                }
            )
        );
    }
}
