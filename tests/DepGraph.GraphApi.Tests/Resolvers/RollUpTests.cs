using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Registry;

namespace DepGraph.GraphApi.Tests.Resolvers;

/// <summary>
/// What a set says as a whole. root needs a and b, a needs c; each of them is MIT and has ten bytes unless a test publishes it otherwise.
/// </summary>
public sealed class RollUpTests : IAsyncLifetime
{
    private const string Licenses = "licenses { license count }";
    private const string SoleMaintainers = "soleMaintainers { maintainer { name email } packages { name } }";

    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("root", ("1.0.0", ["a@^1.0.0", "b@^1.0.0"]))
        .Publish("a", ("1.0.0", ["c@^1.0.0"]))
        .Publish("b", ("1.0.0", []))
        .Publish("c", ("1.0.0", []));

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Licences_are_counted_the_most_frequent_first_and_none_is_null()
    {
        Publish("a", """ "license": "ISC" """, "c@^1.0.0", "d@*", "e@*", "f@*");
        Publish("d", """ "license": { "type": "BSD" } """);
        Publish("e", """ "licenses": [{ "type": "BSD" }, "Apache-2.0"] """);
        Publish("f", """ "license": "" """);

        var set = await SetAsync(Licenses);

        Counts(set).ShouldBe(["MIT 2", "(BSD OR Apache-2.0) 1", "BSD 1", "ISC 1", "null 1"]);
    }

    [Fact]
    public async Task Sole_maintainers_stand_with_their_packages_who_has_most_first()
    {
        Publish("a", """ "maintainers": [{ "name": "zoe", "email": "z@x" }] """, "c@^1.0.0", "d@*", "e@*", "f@*");
        Publish("b", """ "maintainers": [{ "name": "zoe", "email": "zoe@y" }, { "name": "zoe" }] """);
        Publish("c", """ "maintainers": [{ "name": "zoe" }, { "name": "ann" }] """);
        Publish("d", """ "maintainers": [{ "email": "nameless@x" }] """);
        Publish("e", """ "maintainers": [{ "name": "bob" }] """);
        Publish("f", """ "maintainers": [] """);

        var set = await SetAsync("soleMaintainers { maintainer { name email } packages { name license } }");

        var sole = set.At("soleMaintainers");
        sole.Texts("maintainer", "name").ShouldBe(["zoe", "bob", ""]);
        sole.Text("0", "maintainer", "email").ShouldBe("z@x");
        sole.Text("2", "maintainer", "email").ShouldBe("nameless@x");
        sole.At("0", "packages").Texts("name").ShouldBe(["a", "b"]);
        sole.At("1", "packages").Texts("name").ShouldBe(["e"]);
    }

    [Fact]
    public async Task A_package_with_two_versions_in_the_set_counts_twice_by_licence_and_once_by_maintainer()
    {
        Publish("b", "\"license\": \"MIT\"", "c@^2.0.0");
        registry.PublishDocument(
            "c",
            """
            { "name": "c", "dist-tags": { "latest": "2.0.0" }, "maintainers": [{ "name": "zoe" }],
              "versions": { "1.0.0": { "license": "ISC" }, "2.0.0": { "license": "0BSD" } } }
            """
        );

        var set = await SetAsync($"totalCount {Licenses} {SoleMaintainers}");

        Counts(set).ShouldBe(["MIT 2", "0BSD 1", "ISC 1"]);
        set.At("soleMaintainers", "0", "packages").Texts("name").ShouldBe(["c"]);
    }

    [Fact]
    public async Task Deprecated_versions_stand_with_their_message_and_the_way_they_come_in()
    {
        Publish("b", """ "deprecated": "use d" """);
        Publish("c", """ "deprecated": "gone" """);

        var set = await SetAsync(
            "deprecated { version { purl } message path { length steps { name range kind state target { purl } } } }"
        );

        var deprecated = set.At("deprecated");
        deprecated.Texts("version", "purl").ShouldBe(["pkg:npm/b@1.0.0", "pkg:npm/c@1.0.0"]);
        deprecated.Texts("message").ShouldBe(["use d", "gone"]);
        deprecated.At("1", "path", "length").GetInt32().ShouldBe(2);
        deprecated.At("1", "path", "steps").Texts("target", "purl").ShouldBe(["pkg:npm/a@1.0.0", "pkg:npm/c@1.0.0"]);
        deprecated.At("1", "path", "steps").Texts("range").ShouldBe(["^1.0.0", "^1.0.0"]);
        registry.Asked.ShouldAllBe(asked => asked.Form == DocumentForm.Abbreviated);
    }

    [Fact]
    public async Task What_gives_no_size_is_counted_beside_the_sum()
    {
        Publish("c", "\"license\": \"MIT\"");

        var set = await SetAsync("unpackedSize unsized");

        set.At("unpackedSize").GetInt64().ShouldBe(20);
        set.At("unsized").GetInt32().ShouldBe(1);
        registry.Asked.ShouldAllBe(asked => asked.Form == DocumentForm.Abbreviated);
    }

    [Fact]
    public async Task A_cold_set_costs_one_full_document_for_each_package()
    {
        await SetAsync($"{Licenses} {SoleMaintainers}");

        registry
            .Asked.Order()
            .ShouldBe([
                ("a", DocumentForm.Full),
                ("b", DocumentForm.Full),
                ("c", DocumentForm.Full),
                ("root", DocumentForm.Abbreviated),
            ]);
    }

    [Fact]
    public async Task A_warm_set_costs_its_full_documents_once_and_then_nothing()
    {
        await SetAsync("totalCount");
        var before = registry.Asked.Count;

        await SetAsync(Licenses);
        await SetAsync($"{Licenses} {SoleMaintainers}");

        registry
            .Asked.Skip(before)
            .Order()
            .ShouldBe([("a", DocumentForm.Full), ("b", DocumentForm.Full), ("c", DocumentForm.Full)]);
    }

    [Fact]
    public async Task All_full_documents_of_a_warm_set_are_on_their_way_at_once()
    {
        await SetAsync("totalCount");
        registry.Hold("a").Hold("b").Hold("c");
        var before = registry.Asked.Count;

        var answer = SetAsync(Licenses);
        await Patience.UntilAsync(() => Task.FromResult(registry.Asked.Count == before + 3));
        registry.Release("a");
        registry.Release("b");
        registry.Release("c");

        Counts(await answer).ShouldBe(["MIT 3"]);
    }

    [Fact]
    public async Task A_document_that_cannot_be_had_is_counted_as_not_known_with_its_reason()
    {
        await SetAsync("totalCount");
        registry.Fail("c");

        var answer = await server.QueryAsync(Query($"isComplete {Licenses} {SoleMaintainers}"));

        var set = Set(answer.GetProperty("data"));
        set.At("isComplete").GetBoolean().ShouldBeTrue("what it holds is known");
        Counts(set).ShouldBe(["MIT 2", "null 1"]);
        set.At("soleMaintainers", "0", "maintainer").ValueKind.ShouldBe(JsonValueKind.Null);
        set.At("soleMaintainers", "0", "packages").Texts("name").ShouldBe(["c"]);
        var errors = answer.GetProperty("errors");
        errors
            .EnumerateArray()
            .Select(error => Path(error))
            .ShouldBe(
                [
                    "packageVersion.dependencySet.licenses.1.license",
                    "packageVersion.dependencySet.soleMaintainers.0.maintainer",
                ],
                ignoreOrder: true
            );
        foreach (var error in errors.EnumerateArray())
        {
            error.Code().ShouldBe("REGISTRY_UNAVAILABLE");
            error.Text("message").ShouldBe("The registry is down for 'c'.");
            error.At("extensions", "retryable").GetBoolean().ShouldBeTrue();
            error.At("extensions", "retryAfterMs").GetInt64().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task On_a_cold_graph_a_package_without_its_full_document_is_still_in_the_set()
    {
        registry.Fail("a", DocumentForm.Full);

        var answer = await server.QueryAsync(Query($"totalCount isComplete {Licenses}"));

        var set = Set(answer.GetProperty("data"));
        set.At("totalCount").GetInt32().ShouldBe(3);
        set.At("isComplete").GetBoolean().ShouldBeTrue();
        Counts(set).ShouldBe(["MIT 2", "null 1"]);
        answer.GetProperty("errors").GetArrayLength().ShouldBe(1);
        registry.Asked.Count(asked => asked == ("a", DocumentForm.Full)).ShouldBe(1);
    }

    [Fact]
    public async Task A_package_that_cannot_be_had_at_all_leaves_the_set_incomplete_and_the_rest_counted()
    {
        registry.Fail("a");

        var set = await SetAsync($"isComplete problems {{ name state }} {Licenses}");

        set.At("isComplete").GetBoolean().ShouldBeFalse();
        set.Text("problems", "0", "name").ShouldBe("a");
        Counts(set).ShouldBe(["MIT 1"]);
    }

    [Fact]
    public async Task Documents_that_do_not_come_in_time_are_one_ingestion_to_follow_and_there_afterwards()
    {
        await SetAsync("totalCount");
        registry.Hold("a").Hold("c");

        var answer = await server.QueryAsync(Query(Licenses), prefer: "wait=0");

        Counts(Set(answer.GetProperty("data"))).Last().ShouldStartWith("null ");
        var error = answer.GetProperty("errors")[0];
        error.Code().ShouldBe("PENDING");
        error.At("extensions", "retryable").GetBoolean().ShouldBeTrue();
        var id = error.Text("extensions", "ingestionId");
        registry.Release("a");
        registry.Release("c");
        await Patience.UntilAsync(async () =>
            (await server.DataAsync("query ($id: ID!) { ingestion(id: $id) { spec state } }", new { id })).Text(
                "ingestion",
                "state"
            ) == "COMPLETE"
        );
        Counts(await SetAsync(Licenses)).ShouldBe(["MIT 3"]);
    }

    [Fact]
    public async Task A_cold_set_that_does_not_come_in_time_says_so_itself()
    {
        await server.DataAsync("{ packageVersion(spec: \"root@1\") { version } }");
        registry.Hold("a").Hold("b").Hold("c");

        var answer = await server.QueryAsync(
            Query($"isComplete ingestion {{ id }} problems {{ state }} {Licenses}"),
            prefer: "wait=0"
        );

        var set = Set(answer.GetProperty("data"));
        set.At("isComplete").GetBoolean().ShouldBeFalse();
        set.At("problems").Texts("state").ShouldBe(["PENDING", "PENDING"]);
        set.At("ingestion").ValueKind.ShouldBe(JsonValueKind.Object);
        set.At("licenses").GetArrayLength().ShouldBe(0);
        registry.Release("a");
        registry.Release("b");
        registry.Release("c");
    }

    [Fact]
    public async Task A_document_older_than_the_head_says_that_it_does_not_have_the_version()
    {
        await SetAsync(Licenses);
        registry.Publish("b", ("1.0.0", []), ("1.1.0", []));
        registry.Fail("b", DocumentForm.Full);
        await server.DataAsync("mutation { refresh(input: { name: \"b\" }) { ingestion { id } } }");
        await Patience.UntilAsync(async () =>
            (await server.DataAsync("{ package(name: \"b\") { latest { version } } }")).Text(
                "package",
                "latest",
                "version"
            ) == "1.1.0"
        );

        var answer = await server.QueryAsync(Query(Licenses));

        Counts(Set(answer.GetProperty("data"))).ShouldBe(["MIT 2", "null 1"]);
        var error = answer.GetProperty("errors")[0];
        error.Code().ShouldBe("DOCUMENT_OUTDATED");
        error.Text("message").ShouldBe("The full document of 'b' at hand does not have 1.1.0 yet.");
    }

    [Fact]
    public async Task A_refreshed_document_is_in_what_was_kept()
    {
        Counts(await SetAsync(Licenses)).ShouldBe(["MIT 3"]);
        Counts(await SetAsync(Licenses)).ShouldBe(["MIT 3"]);
        Publish("b", """ "license": "GPL-3.0" """);

        await server.DataAsync("mutation { refresh(input: { name: \"b\" }) { ingestion { id } } }");

        await Patience.UntilAsync(async () => Counts(await SetAsync(Licenses)) is ["MIT 2", "GPL-3.0 1"]);
    }

    [Fact]
    public async Task One_operation_sees_each_document_once()
    {
        await SetAsync(Licenses);

        var data = await server.DataAsync(
            $$"""
            { packageVersion(spec: "root@1") {
                first: dependencySet { {{Licenses}} entries { nodes { version { license } } } }
                second: dependencySet(maxDepth: 1) { {{Licenses}} {{SoleMaintainers}} }
                dated: dependencySet(asOf: "2024-06-01T00:00:00Z") { undated {{Licenses}} } } }
            """
        );

        var version = data.At("packageVersion");
        Counts(version.At("first")).ShouldBe(["MIT 3"]);
        Counts(version.At("second")).ShouldBe(["MIT 2"]);
        Counts(version.At("dated")).ShouldBe(["MIT 3"]);
        version.At("first", "entries", "nodes").Texts("version", "license").ShouldBe(["MIT", "MIT", "MIT"]);
    }

    [Fact]
    public async Task An_empty_set_has_nothing_to_say()
    {
        var data = await server.DataAsync(
            $"{{ packageVersion(spec: \"c\") {{ dependencySet {{ unpackedSize unsized {Licenses} {SoleMaintainers} deprecated {{ message }} }} }} }}"
        );

        Set(data)
            .ToString()
            .ShouldBe("""{"unpackedSize":0,"unsized":0,"licenses":[],"soleMaintainers":[],"deprecated":[]}""");
    }

    [Fact]
    public async Task What_is_installed_without_a_known_size_is_counted_too()
    {
        Publish("c", "\"license\": \"MIT\"");

        var data = await server.DataAsync(
            "{ packageVersion(spec: \"root@1\") { installation { totalCount unpackedSize unsized } } }"
        );

        data.At("packageVersion", "installation")
            .ToString()
            .ShouldBe("""{"totalCount":4,"unpackedSize":30,"unsized":1}""");
    }

    private void Publish(string name, string fields, params string[] dependencies)
    {
        var manifest = JsonNode.Parse($$"""{ "name": "{{name}}", "version": "1.0.0", {{fields}} }""")!.AsObject();
        manifest["dependencies"] = new JsonObject(
            dependencies.Select(d => KeyValuePair.Create(d[..d.IndexOf('@')], (JsonNode?)d[(d.IndexOf('@') + 1)..]))
        );
        var maintainers = manifest["maintainers"]?.DeepClone();
        manifest.Remove("maintainers");
        var document = new JsonObject
        {
            ["name"] = name,
            ["dist-tags"] = new JsonObject { ["latest"] = "1.0.0" },
            ["versions"] = new JsonObject { ["1.0.0"] = manifest },
        };
        if (maintainers is not null)
        {
            document["maintainers"] = maintainers;
        }

        registry.PublishDocument(name, document.ToJsonString());
    }

    private async Task<JsonElement> SetAsync(string fields) => Set(await server.DataAsync(Query(fields)));

    private static JsonElement Set(JsonElement data) => data.At("packageVersion", "dependencySet");

    private static string Query(string fields) =>
        $"{{ packageVersion(spec: \"root@1\") {{ dependencySet {{ {fields} }} }} }}";

    private static string[] Counts(JsonElement set) =>
        [
            .. set.At("licenses")
                .EnumerateArray()
                .Select(count => $"{count.Text("license") ?? "null"} {count.At("count").GetInt32()}"),
        ];

    private static string Path(JsonElement error) =>
        string.Join('.', error.At("path").EnumerateArray().Select(step => step.ToString()));
}
