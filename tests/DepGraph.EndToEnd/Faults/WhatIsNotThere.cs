using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

/// <summary>Questions about what does not exist, or cannot.</summary>
public sealed class WhatIsNotThere(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public async Task A_package_that_the_registry_does_not_know_is_null_without_an_error()
    {
        var data = await place.Program.DataAsync(
            """
            {
              package(name: "@syn/there-is-no-such-package") { name }
              packages(names: ["@syn/leaf", "@syn/nor-this-one"]) { name }
              packageVersion(spec: "@syn/nor-that-one@^1") { version }
            }
            """
        );

        data.GetProperty("package").IsNull().ShouldBeTrue();
        data.GetProperty("packages")[0].GetProperty("name").GetString().ShouldBe("@syn/leaf");
        data.GetProperty("packages")[1].IsNull().ShouldBeTrue();
        data.GetProperty("packageVersion").IsNull().ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    [InlineData("../../etc/passwd")]
    [InlineData(".hidden")]
    [InlineData("@scope")]
    [InlineData("@/x")]
    [InlineData("a b")]
    [InlineData("a/b/c")]
    [InlineData("-/ping/../x")]
    [InlineData("node_modules")]
    [InlineData("%2e%2e%2fx")]
    [InlineData("a?b#c")]
    [InlineData("caf\u00e9")]
    [InlineData("a\r\nHost: b")]
    public async Task A_name_that_npm_forbids_is_a_typed_error_and_the_registry_is_not_asked(string name)
    {
        var before = await PathsAsync();

        var answer = await place.Program.AskAsync(
            "query ($name: String!) { package(name: $name) { name } }",
            new { name }
        );

        answer.GetProperty("data").GetProperty("package").IsNull().ShouldBeTrue();
        var error = answer.SingleError();
        error.Code().ShouldBe("INVALID_PACKAGE_NAME");
        error.GetProperty("path").ToString().ShouldBe("""["package"]""");
        (await PathsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_bad_name_spoils_nothing_else_in_its_operation()
    {
        var answer = await place.Program.AskAsync(
            """{ bad: package(name: "no name") { name } good: package(name: "@syn/leaf") { name } }"""
        );

        answer.SingleError().GetProperty("path").ToString().ShouldBe("""["bad"]""");
        answer.GetProperty("data").GetProperty("bad").IsNull().ShouldBeTrue();
        answer.GetProperty("data").GetProperty("good").GetProperty("name").GetString().ShouldBe("@syn/leaf");
    }

    [Theory]
    [InlineData("^99.0.0")]
    [InlineData("0.0.0-there-is-none")]
    [InlineData("no-such-tag")]
    [InlineData(">2 <1")]
    public async Task A_range_version_or_tag_that_nothing_fits_is_null_without_an_error(string spec)
    {
        var data = await place.Program.DataAsync(
            """query ($spec: String!, $full: String!) { package(name: "@syn/leaf") { version(spec: $spec) { version } } packageVersion(spec: $full) { version } }""",
            new { spec, full = $"@syn/leaf@{spec}" }
        );

        data.GetProperty("package").GetProperty("version").IsNull().ShouldBeTrue();
        data.GetProperty("packageVersion").IsNull().ShouldBeTrue();
    }

    [Theory]
    [InlineData("no range at all!", "INVALID_SPEC")]
    [InlineData("%20", "INVALID_SPEC")]
    [InlineData("git+ssh://git@host.invalid/owner/name.git", "UNSUPPORTED_SPEC")]
    [InlineData("github:owner/name", "UNSUPPORTED_SPEC")]
    [InlineData("file:../elsewhere", "UNSUPPORTED_SPEC")]
    [InlineData("https://host.invalid/name.tgz", "UNSUPPORTED_SPEC")]
    public async Task A_spec_that_is_none_of_the_registrys_is_a_typed_error_that_names_it(string spec, string code)
    {
        var answer = await place.Program.AskAsync(
            """query ($spec: String!) { package(name: "@syn/leaf") { name version(spec: $spec) { version } } }""",
            new { spec }
        );

        var error = answer.SingleError();
        error.Code().ShouldBe(code);
        error.Message().ShouldContain(spec);
        answer.GetProperty("data").GetProperty("package").GetProperty("name").GetString().ShouldBe("@syn/leaf");
    }

    [Theory]
    [InlineData("""{ packageVersion { version } }""")]
    [InlineData("""{ packageVersion(spec: "@syn/leaf", purl: "pkg:npm/%40syn/leaf") { version } }""")]
    [InlineData("""{ package(name: "@syn/leaf") { versions(first: 1001) { totalCount } } }""")]
    [InlineData("""{ package(name: "@syn/leaf") { versions(first: -1) { totalCount } } }""")]
    [InlineData("""{ package(name: "@syn/leaf") { versions(after: "no cursor") { totalCount } } }""")]
    [InlineData("""{ ingestions(after: "no cursor") { totalCount } }""")]
    public async Task An_argument_that_makes_no_sense_is_a_typed_error(string query)
    {
        var answer = await place.Program.AskAsync(query);

        answer.SingleError().Code().ShouldBe("BAD_USER_INPUT");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no id")]
    [InlineData("UGFja2FnZTpwa2c6bnBtLy4u")]
    [InlineData("SW5nZXN0aW9uOnRoZXJlLWlzLW5vbmU")]
    public async Task A_node_id_of_nothing_is_null(string id)
    {
        var data = await place.Program.DataAsync("query ($id: ID!) { node(id: $id) { id } }", new { id });

        data.GetProperty("node").IsNull().ShouldBeTrue();
    }

    private async Task<string[]> PathsAsync()
    {
        var stats = await place.Registry.StatsAsync();
        return [.. stats.GetProperty("perPath").EnumerateObject().Select(path => $"{path.Name} {path.Value}")];
    }
}
