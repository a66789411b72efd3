using System.Buffers;
using System.Text;
using DepGraph.Npm.Placement;
using static DepGraph.Npm.Tests.Placement.InstallUniverse;

namespace DepGraph.Npm.Tests.Placement;

public sealed class FailureTests
{
    [Theory]
    [InlineData("""{"dependencies":{"nobody":"1"}}""", "E404", "nobody@1 required by the project")]
    [InlineData("""{"dependencies":{"a":"9"}}""", "ETARGET", "a@9 required by the project")]
    [InlineData("""{"dependencies":{"a":"no such tag!"}}""", "EINVALIDTAGNAME", "no such tag!")]
    [InlineData("""{"dependencies":{" a":"1"}}""", "EINVALIDPACKAGENAME", " a")]
    [InlineData("""{"dependencies":{"a":"link:x"}}""", "EUNSUPPORTEDPROTOCOL", "link:x")]
    [InlineData("""{"dependencies":{"a":1}}""", "EXIT1", "dependencies.a")]
    [InlineData("""{"dependencies":{"down":"1"}}""", "E503", "down@1")]
    public async Task What_npm_fails_for_is_an_error_that_names_it(string project, string code, string text)
    {
        var installation = await InstallAsync("a 1.0.0:\ndown failed", project);
        installation.Packages.ShouldBeEmpty();
        var problem = installation.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Message.ShouldContain(text);
        Should.Throw<InvalidOperationException>(() => installation.WriteLockFile(new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public async Task An_optional_dependency_that_cannot_be_had_vanishes_with_what_needs_it()
    {
        var installation = await InstallAsync(
            "a 1.0.0: optional b@1, c@1\nb 1.0.0: nobody@1, d@1\nc 1.0.0:\nd 1.0.0:",
            """{"dependencies":{"a":"1"}}"""
        );
        installation.IsComplete.ShouldBeTrue();
        installation
            .Packages.Select(Place)
            .ShouldBe([
                "a@1.0.0",
                "b@1.0.0 optional skipped:OptionalFailed",
                "c@1.0.0",
                "d@1.0.0 optional skipped:OptionalFailed",
            ]);
        installation.Problems.ShouldHaveSingleItem().Severity.ShouldBe(ProblemSeverity.Warning);
    }

    [Fact]
    public async Task What_does_not_come_from_a_registry_is_left_out_and_said_so()
    {
        var installation = await InstallAsync(
            "a 1.0.0: b@1\nb 1.0.0:",
            """{"dependencies":{"a":"1","g":"git+ssh://git@example.test/g.git"}}"""
        );
        installation.Packages.Select(Place).ShouldBe(["a@1.0.0", "b@1.0.0"]);
        installation.IsComplete.ShouldBeFalse();
        installation.Problems.ShouldHaveSingleItem().Code.ShouldBe(InstallProblem.UnsupportedSpec);
    }

    [Fact]
    public async Task Workspaces_are_left_out_and_said_so()
    {
        var installation = await InstallAsync("a 1.0.0:", """{"dependencies":{"a":"1"},"workspaces":["packages/*"]}""");
        installation.Packages.Select(Place).ShouldBe(["a@1.0.0"]);
        installation.Problems.ShouldHaveSingleItem().Code.ShouldBe(InstallProblem.Workspaces);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"a":"\ud800"}""")]
    public void What_is_no_package_json_is_refused(string text)
    {
        ProjectManifest.TryParse(Encoding.UTF8.GetBytes(text), out var manifest, out var error).ShouldBeFalse();
        manifest.ShouldBeNull();
        error.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_a_required_package_does_not_run_on_is_an_error_where_npm_is_strict()
    {
        var universe = await InstallUniverse.ParseAsync("a 1.0.0:");
        (await universe.InstallAsync("""{"dependencies":{"a":"1"},"engines":{"node":">=99"}}""", Strict))
            .Problems.ShouldHaveSingleItem()
            .Code.ShouldBe("EBADENGINE");
        (await universe.InstallAsync("""{"dependencies":{"a":"1"},"os":["win32"]}""", Strict))
            .Problems.ShouldHaveSingleItem()
            .Code.ShouldBe("EBADPLATFORM");
    }

    private static InstallOptions Strict { get; } =
        new()
        {
            NodeVersion = "20.0.0",
            EngineStrict = true,
            Host = new InstallPlatform("linux", "x64", "glibc"),
        };
}
