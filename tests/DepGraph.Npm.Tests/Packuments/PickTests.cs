using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Tests.Packuments;

public sealed class PickTests
{
    private const string Document = """
        {"name":"a","dist-tags":{"latest":"1.1.0","next":"2.0.0-rc.1","nowhere":"7.0.0"},"versions":{"1.0.0":{},"1.1.0":{},
        "1.2.0":{},"2.0.0-rc.1":{},"3.0.0":{"deprecated":"x"},"3.1.0":{"deprecated":"x"},"3.0.5":{}}}
        """;

    [Theory]
    [InlineData("^1", "1.1.0")]
    [InlineData("^1.2", "1.2.0")]
    [InlineData("*", "1.1.0")]
    [InlineData("", "1.1.0")]
    [InlineData("1.0.0", "1.0.0")]
    [InlineData("=v1.0.0", "1.0.0")]
    [InlineData("3.1.0", "3.1.0")]
    [InlineData("^3", "3.0.5")]
    [InlineData("^3.0.6", "3.1.0")]
    [InlineData("latest", "1.1.0")]
    [InlineData("next", "2.0.0-rc.1")]
    [InlineData("nowhere", null)]
    [InlineData("absent", null)]
    [InlineData("^9", null)]
    [InlineData("npm:a@^1.2", "1.2.0")]
    public async Task A_spec_picks_what_npm_picks(string range, string? version)
    {
        var head = await PackumentSamples.HeadAsync(Document);
        var spec = new Requirement("a", range, DependencyKind.Prod).Spec!;
        for (var time = 0; time < 2; time++)
            (head.Pick(spec) is { } index ? head[index].Version : null).ShouldBe(version);
    }

    [Fact]
    public async Task A_repeated_question_allocates_nothing()
    {
        var head = await PackumentSamples.HeadAsync(Document);
        var spec = new Requirement("a", "^1", DependencyKind.Prod).Spec!;
        head.Pick(spec);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            head.Pick(spec);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public async Task A_requirement_picks_of_each_head_what_that_has_however_often_they_take_turns()
    {
        var older = await PackumentSamples.HeadAsync(Document);
        var newer = await PackumentSamples.HeadAsync("""{"name":"a","versions":{"0.1.0":{},"1.0.0":{},"1.9.0":{}}}""");
        var without = await PackumentSamples.HeadAsync("""{"name":"a","versions":{"4.0.0":{}}}""");
        var requirement = new Requirement("a", "^1", DependencyKind.Prod);
        for (var time = 0; time < 3; time++)
        {
            older.Pick(requirement).ShouldBe(older.IndexOf("1.1.0"));
            newer.Pick(requirement).ShouldBe(newer.IndexOf("1.9.0"));
            without.Pick(requirement).ShouldBeNull();
            without.Pick(requirement).ShouldBeNull();
        }
    }

    [Fact]
    public async Task The_latest_version_is_the_one_of_the_tag_if_there_is_such_a_version()
    {
        (await PackumentSamples.HeadAsync(Document)).LatestVersion!.Version.ShouldBe("1.1.0");
        var elsewhere = """{"name":"a","dist-tags":{"latest":"7.0.0"},"versions":{"1.0.0":{}}}""";
        (await PackumentSamples.HeadAsync(elsewhere)).LatestVersion.ShouldBeNull();
        (await PackumentSamples.HeadAsync("""{"name":"a","versions":{"1.0.0":{}}}""")).LatestVersion.ShouldBeNull();
    }

    [Theory]
    [InlineData(
        "\"dependencies\":{\"b\":\"1\"},\"optionalDependencies\":{\"c\":\"1\"},\"devDependencies\":{\"d\":\"1\"}",
        "b"
    )]
    [InlineData("\"dependencies\":{\"b\":\"1\",\"c\":\"1\"},\"devDependencies\":{\"d\":\"1\"}", "b,c")]
    [InlineData("\"optionalDependencies\":{\"c\":\"1\"}", "")]
    [InlineData("\"devDependencies\":{\"d\":\"1\"}", "")]
    public async Task Production_requirements_are_those_alone_and_the_same_list_each_time(string fields, string names)
    {
        var manifest = await PackumentSamples.ManifestAsync(fields);
        var production = manifest.RequirementsOf(DependencyKinds.Prod);
        string.Join(',', production.Select(requirement => requirement.Name)).ShouldBe(names);
        manifest.RequirementsOf(DependencyKinds.Prod).ShouldBeSameAs(production);
    }

    [Fact]
    public async Task The_memo_stays_bounded_and_right_whatever_is_asked_at_once()
    {
        var head = await PackumentSamples.HeadAsync(Document);
        var specs = Enumerable
            .Range(0, 5000)
            .Select(i => new Requirement("a", $"<=1.1.{i} >=1.0.0", DependencyKind.Prod).Spec!)
            .ToArray();
        var expected = head.IndexOf("1.1.0");
        Parallel.For(0, 4, worker => Array.ForEach(specs, spec => head.Pick(spec).ShouldBe(expected)));
        head.EstimatedBytes.ShouldBeLessThan(200_000);
    }

    [Fact]
    public async Task The_estimate_grows_with_the_objects_made()
    {
        var head = await PackumentSamples.HeadAsync(
            """{"name":"a","versions":{"1.0.0":{"dependencies":{"b":"^1","c":"^2"}}}}"""
        );
        var before = head.EstimatedBytes;
        head[0].Requirements.Count.ShouldBe(2);
        head.EstimatedBytes.ShouldBeGreaterThan(before);
        PackageSpec.TryResolve("a", "1.0.0", out var spec, out _).ShouldBeTrue();
        head.Pick(spec!).ShouldBe(0);
    }

    [Fact]
    public async Task The_memo_counts_the_texts_it_keeps()
    {
        var head = await PackumentSamples.HeadAsync(Document);
        var pad = string.Concat(Enumerable.Repeat(" ^1.0.0 ||", 20));
        head.Pick(new Requirement("a", "^9", DependencyKind.Prod).Spec!);
        var before = head.EstimatedBytes;
        for (var i = 0; i < 100; i++)
            head.Pick(new Requirement("a", $"^9.{i} ||{pad} ^8", DependencyKind.Prod).Spec!);
        head.EstimatedBytes.ShouldBeGreaterThan(before + 100 * 2 * pad.Length);
    }

    [Fact]
    public void The_spec_of_a_very_long_range_is_not_kept()
    {
        var range = string.Join(" || ", Enumerable.Range(0, 1000).Select(i => $"{i}"));
        var longest = new Requirement("a", range, DependencyKind.Prod);
        longest.Spec!.Range.ShouldNotBeNull();
        longest.Spec.ShouldNotBeSameAs(longest.Spec);
        var usual = new Requirement("a", "^1 || ^2", DependencyKind.Prod);
        usual.Spec.ShouldBeSameAs(usual.Spec);
    }

    [Fact]
    public async Task A_versions_purl_is_made_once_and_counted()
    {
        var version = (await PackumentSamples.HeadAsync("""{"name":"@a/b","versions":{"1.0.0":{}}}""", "@a/b"))[0];
        var before = version.Head.EstimatedBytes;
        var purl = version.Purl;
        purl.ShouldBe("pkg:npm/%40a/b@1.0.0");
        var after = version.Head.EstimatedBytes;
        after.ShouldBeGreaterThanOrEqualTo(before + 2 * purl.Length);
        version.Purl.ShouldBeSameAs(purl);
        version.Head.EstimatedBytes.ShouldBe(after);
    }
}
