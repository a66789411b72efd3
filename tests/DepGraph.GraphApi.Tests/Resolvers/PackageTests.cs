using System.Text.Json;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Registry;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class PackageTests : IAsyncLifetime
{
    private readonly FakeRegistry registry = new FakeRegistry()
        .Publish("left", ("1.0.0", []), ("1.1.0", []), ("2.0.0-rc.1", []), ("2.0.0", []))
        .Publish("@scope/right", ("1.0.0", ["left@^1.0.0"]))
        .Fail("broken");

    private ApiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync(registry);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Fields_of_the_abbreviated_document_do_not_fetch_the_full_one()
    {
        await server.DataAsync(
            "{ package(name: \"left\") { name latest { version engines unpackedSize } distTags { tag } } }"
        );

        registry.Asked.ShouldBe([("left", DocumentForm.Abbreviated)]);
    }

    [Fact]
    public async Task Fields_of_the_full_document_fetch_it()
    {
        var data = await server.DataAsync(
            "{ package(name: \"left\") { description repository { fullName } latest { license publishedAt libc } } }"
        );

        data.Text("package", "description").ShouldBe("About left");
        data.Text("package", "repository", "fullName").ShouldBe("owner/left");
        data.Text("package", "latest", "license").ShouldBe("MIT");
        data.Text("package", "latest", "publishedAt").ShouldBe("2024-01-04T00:00:00.000Z");
        data.At("package", "latest", "libc").GetArrayLength().ShouldBe(0);
        registry.Asked.ShouldContain(("left", DocumentForm.Full));
    }

    [Theory]
    [InlineData("^1.0.0", "1.1.0")]
    [InlineData("latest", "2.0.0")]
    [InlineData("1.0.0", "1.0.0")]
    public async Task A_spec_picks_as_npm_does(string spec, string version)
    {
        var data = await server.DataAsync(
            "query($spec: String!) { package(name: \"left\") { version(spec: $spec) { version } } }",
            new { spec }
        );

        data.Text("package", "version", "version").ShouldBe(version);
    }

    [Theory]
    [InlineData("^9.0.0")]
    [InlineData("no-such-tag")]
    public async Task A_spec_that_nothing_fits_gives_null_without_an_error(string spec)
    {
        var data = await server.DataAsync(
            "query($spec: String!) { package(name: \"left\") { version(spec: $spec) { version } } }",
            new { spec }
        );

        data.At("package", "version").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("npm:other@1", "UNSUPPORTED_SPEC")]
    [InlineData("git+https://git.example/x.git", "UNSUPPORTED_SPEC")]
    [InlineData("a tag?", "INVALID_SPEC")]
    public async Task A_spec_of_another_kind_is_an_error_of_its_own(string spec, string code)
    {
        var error = await server.ErrorAsync(
            "query($spec: String!) { package(name: \"left\") { version(spec: $spec) { version } } }",
            new { spec }
        );

        error.Code().ShouldBe(code);
    }

    [Fact]
    public async Task An_unknown_package_is_null_without_an_error()
    {
        var data = await server.DataAsync(
            "{ package(name: \"unknown\") { name } packageVersion(spec: \"unknown@1\") { version } }"
        );

        data.At("package").ValueKind.ShouldBe(JsonValueKind.Null);
        data.At("packageVersion").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_name_that_npm_does_not_allow_is_an_error()
    {
        var error = await server.ErrorAsync("{ package(name: \"Bad Name\") { name } }");

        error.Code().ShouldBe("INVALID_PACKAGE_NAME");
        error.Text("message")!.ShouldContain("Bad Name");
    }

    [Fact]
    public async Task A_package_that_could_not_be_had_is_null_with_an_error_that_says_when_to_ask_again()
    {
        var error = await server.ErrorAsync("{ package(name: \"broken\") { name } }");

        error.Code().ShouldBe("REGISTRY_UNAVAILABLE");
        error.At("extensions", "retryable").GetBoolean().ShouldBeTrue();
        error.At("extensions", "retryAfterMs").GetInt64().ShouldBe(7_000);
    }

    [Fact]
    public async Task A_package_that_is_pending_names_the_ingestion_to_follow()
    {
        registry.Publish("slow", ("1.0.0", [])).Hold("slow");

        var error = await server.ErrorAsync("{ package(name: \"slow\") { name } }", prefer: "wait=0");

        error.Code().ShouldBe("PENDING");
        var ingestion = await server.DataAsync(
            "query($id: ID!) { ingestion(id: $id) { id spec } }",
            new { id = error.Text("extensions", "ingestionId") }
        );
        ingestion.Text("ingestion", "spec")!.ShouldContain("slow");
        registry.Release("slow");
    }

    [Fact]
    public async Task Packages_come_in_the_order_asked_with_null_for_the_unknown()
    {
        var data = await server.DataAsync(
            "{ packages(names: [\"left\", \"unknown\", \"@scope/right\", \"left\"]) { name } }"
        );

        var names = data.At("packages")
            .EnumerateArray()
            .Select(p => p.ValueKind == JsonValueKind.Null ? null : p.Text("name"));
        names.ShouldBe(["left", null, "@scope/right", "left"]);
    }

    [Fact]
    public async Task A_name_that_npm_does_not_allow_spoils_no_other_of_its_list()
    {
        var response = await server.QueryAsync("{ packages(names: [\"left\", \"Bad Name\"]) { name } }");

        response.At("errors").GetArrayLength().ShouldBe(1);
        response.At("errors", "0").Code().ShouldBe("INVALID_PACKAGE_NAME");
        response.Text("errors", "0", "message")!.ShouldContain("Bad Name");
        response.Text("data", "packages", "0", "name").ShouldBe("left");
        response.At("data", "packages", "1").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("{ package(name: \"@scope/right\") { id } }", "Package")]
    [InlineData("{ package(name: \"@scope/right\") { version(spec: \"^1\") { id } } }", "PackageVersion")]
    public async Task A_node_is_found_again_by_its_id(string query, string type)
    {
        var package = (await server.DataAsync(query)).At("package");
        var id = package.TryGetProperty("id", out var own) ? own.GetString() : package.Text("version", "id");

        var node = (await server.DataAsync("query($id: ID!) { node(id: $id) { __typename id } }", new { id })).At(
            "node"
        );

        node.Text("__typename").ShouldBe(type);
        node.Text("id").ShouldBe(id);
    }

    [Fact]
    public async Task What_is_no_id_has_no_node()
    {
        var data = await server.DataAsync(
            "{ a: node(id: \"x\") { id } b: node(id: \"UGFja2FnZTpwa2c6bnBtL3Vua25vd24\") { id } }"
        );

        data.At("a").ValueKind.ShouldBe(JsonValueKind.Null);
        data.At("b").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_version_is_found_by_purl()
    {
        var data = await server.DataAsync(
            "{ packageVersion(purl: \"pkg:npm/%40scope/right@1.0.0\") { purl package { name } } }"
        );

        data.Text("packageVersion", "purl").ShouldBe("pkg:npm/%40scope/right@1.0.0");
        data.Text("packageVersion", "package", "name").ShouldBe("@scope/right");
    }

    [Theory]
    [InlineData("{ packageVersion { version } }")]
    [InlineData("{ packageVersion(spec: \"left\", purl: \"pkg:npm/left\") { version } }")]
    public async Task Exactly_one_of_spec_and_purl_is_wanted(string query) =>
        (await server.ErrorAsync(query)).Code().ShouldBe("BAD_USER_INPUT");
}
