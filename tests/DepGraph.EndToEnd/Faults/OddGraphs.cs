using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

/// <summary>Packages that are legal and unusual, published to the replay registry for the purpose.</summary>
public sealed class OddGraphs(Workplace place) : IClassFixture<Workplace>
{
    private const int ManyVersions = 5_000;

    [Fact]
    public async Task A_dependency_from_git_a_file_or_an_address_keeps_its_edge_without_a_package()
    {
        var specs = new Dictionary<string, string>
        {
            ["from-git"] = "git+https://host.invalid/owner/name.git#v1",
            ["from-github"] = "owner/name",
            ["from-file"] = "file:../elsewhere",
            ["from-address"] = "https://host.invalid/name.tgz",
            ["from-workspace"] = "workspace:*",
            ["from-nonsense"] = "no range at all!",
        };
        await PublishAsync(
            "@e2e/odd-specs",
            new { dependencies = new Dictionary<string, string>(specs) { ["@syn/leaf"] = "^1.0.0" } }
        );

        var data = await place.Program.DataAsync(
            """{ packageVersion(spec: "@e2e/odd-specs") { dependencies { name range state package { name } target { version } } } }"""
        );

        var found = data.GetProperty("packageVersion")
            .GetProperty("dependencies")
            .EnumerateArray()
            .ToDictionary(edge => edge.GetProperty("name").GetString()!);
        found.Count.ShouldBe(specs.Count + 1);
        foreach (var (name, range) in specs)
        {
            found[name].GetProperty("range").GetString().ShouldBe(range);
            found[name].GetProperty("state").GetString().ShouldBe("UNSUPPORTED_SPEC");
            found[name].GetProperty("package").IsNull().ShouldBeTrue();
            found[name].GetProperty("target").IsNull().ShouldBeTrue();
        }

        found["@syn/leaf"].GetProperty("state").GetString().ShouldBe("RESOLVED");
        (await AskAsync("@e2e/odd-specs")).Problems.Count.ShouldBe(specs.Count);
    }

    [Fact]
    public async Task A_package_that_depends_on_itself_has_an_edge_to_itself_and_no_entry()
    {
        await PublishAsync("@e2e/self", new { dependencies = new Dictionary<string, string> { ["@e2e/self"] = "^1" } });

        var set = await AskAsync("@e2e/self");
        var tree = await TreeAsync("@e2e/self");

        set.Entries.ShouldBeEmpty();
        set.Edges.ShouldBe(["@e2e/self@1.0.0 @e2e/self PROD ^1 @e2e/self@1.0.0"]);
        set.IsComplete.ShouldBeTrue();
        tree.GetProperty("totalCount").GetInt32().ShouldBe(1);
        LastNode(tree).GetProperty("isCycle").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_cycle_ends_where_it_closes()
    {
        await PublishAsync(
            "@e2e/ring-a",
            new { dependencies = new Dictionary<string, string> { ["@e2e/ring-b"] = "1" } }
        );
        await PublishAsync(
            "@e2e/ring-b",
            new { dependencies = new Dictionary<string, string> { ["@e2e/ring-c"] = "1" } }
        );
        await PublishAsync(
            "@e2e/ring-c",
            new { dependencies = new Dictionary<string, string> { ["@e2e/ring-a"] = "1" } }
        );

        var set = await AskAsync("@e2e/ring-a");
        var tree = await TreeAsync("@e2e/ring-a");

        set.Entries.ShouldBe(["@e2e/ring-b@1.0.0 at 1", "@e2e/ring-c@1.0.0 at 2"]);
        set.Edges.Count.ShouldBe(3);
        set.IsComplete.ShouldBeTrue();
        tree.GetProperty("totalCount").GetInt32().ShouldBe(3);
        LastNode(tree).GetProperty("isCycle").GetBoolean().ShouldBeTrue();
        tree.GetProperty("text").GetString()!.Split("@e2e/ring-a@1.0.0").Length.ShouldBe(3);
    }

    [Fact]
    public async Task An_optional_dependency_that_the_registry_does_not_know_is_a_problem_and_the_rest_is_there()
    {
        await PublishAsync(
            "@e2e/optional-404",
            new
            {
                dependencies = new Dictionary<string, string> { ["@syn/mid"] = "^1.0.0" },
                optionalDependencies = new Dictionary<string, string> { ["@e2e/gone"] = "^1.0.0" },
            }
        );

        var set = await AskAsync("@e2e/optional-404");

        set.ShouldEqual(await SetAnswer.ReferenceAsync(place.Registry.Address, "@e2e/optional-404"));
        set.Problems.Single().ShouldStartWith("PACKAGE_NOT_FOUND @e2e/gone ^1.0.0: ");
        set.Entries.ShouldContain("@syn/mid@1.0.0 at 1");
        set.IngestionId.ShouldBeNull();
    }

    [Fact]
    public async Task A_dependency_on_a_range_or_tag_that_nothing_fits_is_a_problem_and_the_rest_is_there()
    {
        await PublishAsync(
            "@e2e/unmatched",
            new
            {
                dependencies = new Dictionary<string, string>
                {
                    ["@syn/leaf"] = "^99",
                    ["@syn/mid"] = "no-such-tag",
                    ["@syn/other"] = "^1.0.0",
                },
            }
        );

        var set = await AskAsync("@e2e/unmatched");

        set.Problems.Select(problem => problem.Split(':')[0])
            .ShouldBe(["NO_MATCHING_VERSION @syn/leaf ^99", "NO_MATCHING_VERSION @syn/mid no-such-tag"]);
        set.Entries.ShouldContain(entry => entry.StartsWith("@syn/other@1."));
    }

    [Fact]
    public async Task A_package_of_5_000_versions_is_paged_and_picked_from()
    {
        await place.Registry.PublishAsync(
            "@e2e/many",
            new
            {
                versions = Enumerable
                    .Range(0, ManyVersions)
                    .ToDictionary(
                        i => $"{i / 100}.{i % 100}.0",
                        i => new { dependencies = new Dictionary<string, string> { ["@syn/leaf"] = $"^1.0.{i % 2}" } }
                    ),
            }
        );
        var versions = new List<string>();
        string? after = null;
        do
        {
            var page = (
                await place.Program.DataAsync(
                    """query ($after: String) { package(name: "@e2e/many") { versions(first: 1000, after: $after) { totalCount nodes { version } pageInfo { hasNextPage endCursor } } } }""",
                    new { after }
                )
            )
                .GetProperty("package")
                .GetProperty("versions");
            page.GetProperty("totalCount").GetInt32().ShouldBe(ManyVersions);
            versions.AddRange(
                page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("version").GetString()!)
            );
            var info = page.GetProperty("pageInfo");
            after = info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
        } while (after is not null);

        versions.ShouldBe(Enumerable.Range(0, ManyVersions).Select(i => $"{i / 100}.{i % 100}.0"));
        var picked = await place.Program.DataAsync(
            """{ package(name: "@e2e/many") { version(spec: "^42") { version } versions(range: ">=10 <12") { totalCount } } }"""
        );
        picked.GetProperty("package").GetProperty("version").GetProperty("version").GetString().ShouldBe("42.99.0");
        picked.GetProperty("package").GetProperty("versions").GetProperty("totalCount").GetInt32().ShouldBe(200);
    }

    private Task PublishAsync(string name, object manifest) =>
        place.Registry.PublishAsync(name, new { versions = new Dictionary<string, object> { ["1.0.0"] = manifest } });

    private async Task<SetAnswer> AskAsync(string spec) => (await SetAnswer.AskAsync(place.Program, spec))!;

    private async Task<JsonElement> TreeAsync(string spec) =>
        (
            await place.Program.DataAsync(
                "query ($spec: String!) { packageVersion(spec: $spec) { dependencyTree { totalCount text nodes { nodes { isCycle isRepeated } } } } }",
                new { spec }
            )
        )
            .GetProperty("packageVersion")
            .GetProperty("dependencyTree");

    private static JsonElement LastNode(JsonElement tree) =>
        tree.GetProperty("nodes").GetProperty("nodes").EnumerateArray().Last();
}
