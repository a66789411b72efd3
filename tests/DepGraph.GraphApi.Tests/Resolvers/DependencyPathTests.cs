using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class DependencyPathTests : IAsyncLifetime
{
    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("root", ("1.0.0", ["a@^1.0.0", "b@^1.0.0", "alias@npm:c@1.0.0", "gone@1"]))
        .Publish("a", ("1.0.0", ["c@^1.0.0"]))
        .Publish("b", ("1.0.0", ["a@^1.0.0", "d@*"]))
        .Publish("c", ("1.0.0", []), ("1.1.0", ["b@^1.0.0"]), ("2.0.0-rc.1", []), ("2.0.0", []))
        .Publish("d", ("1.0.0", ["root@*", "c@2.0.0-rc.1"]))
        .Publish("late", ("1.0.0", ["slow@*", "a@*"]))
        .Publish("slow", ("1.0.0", ["c@2.0.0"]));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Ways_to_a_package_come_shortest_first_with_each_dependency_on_them()
    {
        var paths = await PathsAsync("c");

        paths
            .Select(Describe)
            .ShouldBe([
                "alias npm:c@1.0.0 → c@1.0.0",
                "a ^1.0.0 → a@1.0.0, c ^1.0.0 → c@1.1.0",
                "b ^1.0.0 → b@1.0.0, a ^1.0.0 → a@1.0.0, c ^1.0.0 → c@1.1.0",
                "b ^1.0.0 → b@1.0.0, d * → d@1.0.0, c 2.0.0-rc.1 → c@2.0.0-rc.1",
                "a ^1.0.0 → a@1.0.0, c ^1.0.0 → c@1.1.0, b ^1.0.0 → b@1.0.0, d * → d@1.0.0, c 2.0.0-rc.1 → c@2.0.0-rc.1",
            ]);
        paths.Select(path => path.At("length").GetInt32()).ShouldBe([1, 2, 3, 3, 5]);
        paths.ShouldAllBe(path => path.At("steps").EnumerateArray().All(step => step.Text("state") == "RESOLVED"));
    }

    [Theory]
    [InlineData("c@1.0.0", 1)]
    [InlineData("c@^1.1.0", 2)]
    [InlineData("c@2", 0)]
    [InlineData("c@2.0.0-rc.1", 2)]
    [InlineData("c@latest", 0)]
    [InlineData("a@latest", 2)]
    [InlineData("c@*", 5)]
    [InlineData("nowhere", 0)]
    [InlineData("root", 0)]
    public async Task A_spec_asks_about_the_versions_that_it_means(string to, int count) =>
        (await PathsAsync(to)).Length.ShouldBe(count);

    [Fact]
    public async Task No_more_are_given_than_asked_for()
    {
        (await PathsAsync("c", ", first: 2")).Length.ShouldBe(2);
        (await PathsAsync("c", ", first: 0")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Kinds_that_are_not_asked_for_lead_nowhere() =>
        (await PathsAsync("c", ", kinds: [PEER]")).ShouldBeEmpty();

    [Theory]
    [InlineData("\"\"", "INVALID_SPEC")]
    [InlineData("\"github:owner/name\"", "UNSUPPORTED_SPEC")]
    [InlineData("\"a\", first: 1001", "BAD_USER_INPUT")]
    [InlineData("\"a\", first: -1", "BAD_USER_INPUT")]
    public async Task What_makes_no_sense_is_refused_by_name(string arguments, string code) =>
        (await server.ErrorAsync($"{{ packageVersion(spec: \"root@1\") {{ paths(to: {arguments}) {{ length }} }} }}"))
            .Code()
            .ShouldBe(code);

    [Fact]
    public async Task Ways_that_are_known_stand_beside_an_error_while_others_may_come()
    {
        await server.DataAsync(
            "{ packages(names: [\"late\", \"a\", \"b\", \"c\", \"d\", \"root\", \"gone\"]) { name } }"
        );
        registry.Hold("slow");

        var answer = await server.QueryAsync(
            "{ packageVersion(spec: \"late@1\") { paths(to: \"c@1\") { length } } }",
            prefer: "wait=0"
        );

        answer
            .At("data", "packageVersion", "paths")
            .EnumerateArray()
            .Select(path => path.At("length").GetInt32())
            .ShouldBe([2, 6]);
        var error = answer.At("errors").EnumerateArray().ShouldHaveSingleItem();
        error.Code().ShouldBe("PENDING");
        error.Text("extensions", "ingestionId").ShouldNotBeNull();
        error.Text("message")!.ShouldContain("late@1.0.0");
        registry.Release("slow");
    }

    [Fact]
    public async Task Ways_that_are_known_stand_beside_an_error_when_a_package_cannot_be_had()
    {
        registry.Fail("slow");

        var answer = await server.QueryAsync("{ packageVersion(spec: \"late@1\") { paths(to: \"c@1\") { length } } }");

        answer.At("data", "packageVersion", "paths").GetArrayLength().ShouldBe(2);
        var error = answer.At("errors").EnumerateArray().ShouldHaveSingleItem();
        error.Code().ShouldBe("INCOMPLETE");
        error.Text("message")!.ShouldContain("The registry is down for 'slow'.");
    }

    [Fact]
    public async Task Cycles_are_the_shortest_through_each_dependency_on_one()
    {
        var data = await server.DataAsync(
            $"{{ packageVersion(spec: \"root@1\") {{ dependencySet {{ cycles {{ {Path} }} one: cycles(first: 1) {{ length }} }} }} }}"
        );

        data.At("packageVersion", "dependencySet", "cycles")
            .EnumerateArray()
            .Select(Describe)
            .ShouldBe([
                "b ^1.0.0 → b@1.0.0, d * → d@1.0.0, root * → root@1.0.0",
                "c ^1.0.0 → c@1.1.0, b ^1.0.0 → b@1.0.0, a ^1.0.0 → a@1.0.0",
                "a ^1.0.0 → a@1.0.0, c ^1.0.0 → c@1.1.0, b ^1.0.0 → b@1.0.0, d * → d@1.0.0, root * → root@1.0.0",
            ]);
        data.At("packageVersion", "dependencySet", "one").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_set_without_cycles_has_none() =>
        (await server.DataAsync("{ packageVersion(spec: \"c@2\") { dependencySet { cycles { length } } } }"))
            .At("packageVersion", "dependencySet", "cycles")
            .GetArrayLength()
            .ShouldBe(0);

    [Fact]
    public async Task A_search_that_takes_too_long_says_so()
    {
        const int length = 5_000;
        var many = new FakeRegistry();
        for (var i = 0; i < length; i++)
        {
            many.PublishDocument(
                $"r{i}",
                $$$"""{ "name": "r{{{i}}}", "dist-tags": { "latest": "1.0.0" }, "versions": { "1.0.0": { "name": "r{{{i}}}", "version": "1.0.0", "dependencies": { "r{{{(i + 1) % length}}}": "1" } } } }"""
            );
        }

        await using var other = await ApiServer.StartAsync(many);

        var answer = await other.QueryAsync(
            "{ packageVersion(spec: \"r0\") { dependencySet { totalCount cycles { length } } } }"
        );

        answer.At("data", "packageVersion", "dependencySet", "totalCount").GetInt32().ShouldBe(length - 1);
        answer.At("data", "packageVersion", "dependencySet", "cycles").GetArrayLength().ShouldBe(0);
        answer.At("errors").EnumerateArray().ShouldHaveSingleItem().Code().ShouldBe("SEARCH_LIMIT_EXCEEDED");
    }

    private const string Path = "length steps { name range kind state target { version package { name } } }";

    private async Task<JsonElement[]> PathsAsync(string to, string arguments = "")
    {
        var data = await server.DataAsync(
            $"{{ packageVersion(spec: \"root@1\") {{ paths(to: \"{to}\"{arguments}) {{ {Path} }} }} }}"
        );
        return [.. data.At("packageVersion", "paths").EnumerateArray()];
    }

    private static string Describe(JsonElement path) =>
        string.Join(
            ", ",
            path.At("steps")
                .EnumerateArray()
                .Select(step =>
                    $"{step.Text("name")} {step.Text("range")} → {step.Text("target", "package", "name")}@{step.Text("target", "version")}"
                )
        );
}
