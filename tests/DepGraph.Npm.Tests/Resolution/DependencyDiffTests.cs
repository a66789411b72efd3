using DepGraph.Npm.Resolution;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Resolution;

public sealed class DependencyDiffTests
{
    [Fact]
    public async Task Added_removed_and_changed_are_told_apart()
    {
        var diff = await CompareAsync(
            "a@1.0.0, b@1.0.0, c@1.0.0",
            "b@1.0.0, c@1.1.0, d@1.0.0",
            "a 1.0.0\nb 1.0.0\nc 1.0.0\nc 1.1.0\nd 1.0.0"
        );
        diff.Added.ShouldHaveSingleItem().ToString().ShouldBe("d@1.0.0");
        diff.Removed.ShouldHaveSingleItem().ToString().ShouldBe("a@1.0.0");
        Changes(diff).ShouldBe(["c@1.0.0 → 1.1.0"]);
        diff.UnchangedCount.ShouldBe(1);
        diff.IsComplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("1.0.0 2.0.0", "2.1.0", "2.0.0 → 2.1.0", "-1.0.0")]
    [InlineData("1.0.0", "1.1.0 2.0.0", "1.0.0 → 1.1.0", "+2.0.0")]
    [InlineData("1.0.0 1.1.0 3.0.0", "1.2.0 2.0.0", "1.1.0 → 1.2.0; 3.0.0 → 2.0.0", "-1.0.0")]
    [InlineData("1.0.0 2.0.0", "3.0.0 4.0.0", "1.0.0 → 3.0.0; 2.0.0 → 4.0.0", "")]
    [InlineData("1.0.0 2.0.0", "2.0.0 3.0.0", "1.0.0 → 3.0.0", "")]
    [InlineData("2.0.0", "1.0.0", "2.0.0 → 1.0.0", "")]
    [InlineData("2.0.0-rc.1", "2.0.0", "2.0.0-rc.1 → 2.0.0", "")]
    public async Task Versions_of_a_package_are_paired_within_a_major_first(
        string before,
        string after,
        string changed,
        string rest
    )
    {
        var versions = before.Split(' ').Union(after.Split(' ')).ToArray();
        var diff = await CompareAsync(
            Require(before),
            Require(after),
            string.Join('\n', versions.Select(version => $"a {version}"))
        );
        string.Join("; ", diff.Changed.Select(change => $"{change.From.Version} → {change.To.Version}"))
            .ShouldBe(changed);
        string.Join(
                ' ',
                diff.Added.Select(version => "+" + version.Version).Concat(diff.Removed.Select(v => "-" + v.Version))
            )
            .ShouldBe(rest);

        static string Require(string versions) =>
            string.Join(", ", versions.Split(' ').Select(version => $"a{version}@npm:a@{version}"));
    }

    [Fact]
    public async Task Lists_are_ordered_by_name_then_version()
    {
        var diff = await CompareAsync(
            "x1@npm:x@1.9.0, x2@npm:x@2.0.0",
            "x1@npm:x@1.10.0, x2@npm:x@2.1.0, b9@npm:b@1.9.0, b10@npm:b@1.10.0, a@1.0.0",
            "x 1.9.0\nx 1.10.0\nx 2.0.0\nx 2.1.0\nb 1.9.0\nb 1.10.0\na 1.0.0"
        );
        diff.Added.Select(version => version.ToString()).ShouldBe(["a@1.0.0", "b@1.9.0", "b@1.10.0"]);
        Changes(diff).ShouldBe(["x@1.9.0 → 1.10.0", "x@2.0.0 → 2.1.0"]);
    }

    [Fact]
    public async Task Versions_are_the_same_by_their_text_whatever_object_they_are()
    {
        const string text = "root 1.0.0: a@1, b@1\na 1.0.0\nb 1.0.0\nb 1.1.0";
        var before = (await TextUniverse.ParseAsync(text)).Set("root", "1.0.0");
        var after = (await TextUniverse.ParseAsync(text + "\nb 1.2.0")).Set("root", "1.0.0");

        var diff = DependencyDiff.Of(before, after);

        diff.UnchangedCount.ShouldBe(1);
        Changes(diff).ShouldBe(["b@1.1.0 → 1.2.0"]);
        diff.Revision.ShouldBe(DependencyDiff.Of(before, after).Revision);
        diff.Revision.ShouldNotBe(DependencyDiff.Of(after, before).Revision);
    }

    [Fact]
    public async Task It_is_complete_when_both_sets_are()
    {
        (await CompareAsync("a@1", "a@2", "a 1.0.0")).IsComplete.ShouldBeFalse();
        (await CompareAsync("a@2", "a@1", "a 1.0.0")).IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void Applied_to_the_set_before_it_gives_the_set_after() =>
        Prop.ForAll(
                (
                    from before in SetSamples.Edges
                    from after in SetSamples.Edges
                    from root in Gen.Choose(0, 7)
                    select (before, after, root)
                ).ToArbitrary(),
                sample =>
                {
                    var (before, after) = (
                        SetSamples.SetOf(sample.before),
                        SetSamples.SetOf(sample.after, sample.root)
                    );

                    var diff = DependencyDiff.Of(before, after);

                    var versions = Texts(before);
                    foreach (var gone in diff.Removed.Concat(diff.Changed.Select(change => change.From)))
                        versions.Remove(gone.ToString()).ShouldBeTrue();
                    versions.Count.ShouldBe(diff.UnchangedCount);
                    foreach (var come in diff.Added.Concat(diff.Changed.Select(change => change.To)))
                        versions.Add(come.ToString()).ShouldBeTrue();
                    versions.SetEquals(Texts(after)).ShouldBeTrue();
                    diff.Changed.ShouldAllBe(change => change.From.Name == change.To.Name);
                    diff.Added.Select(version => version.Name)
                        .Intersect(diff.Removed.Select(version => version.Name))
                        .ShouldBeEmpty();
                }
            )
            .Check(PropertyRun.Of(500));

    private static HashSet<string> Texts(DependencySet set) =>
        [.. set.Entries.Select(entry => entry.Version.ToString())];

    private static IEnumerable<string> Changes(DependencyDiff diff) =>
        diff.Changed.Select(change => $"{change.From} → {change.To.Version}");

    private static async Task<DependencyDiff> CompareAsync(string before, string after, string packages)
    {
        var universe = await TextUniverse.ParseAsync($"root 1.0.0: {before}\nroot 2.0.0: {after}\n{packages}");
        return DependencyDiff.Of(universe.Set("root", "1.0.0"), universe.Set("root", "2.0.0"));
    }
}
