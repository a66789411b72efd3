using static DepGraph.Npm.Tests.Placement.InstallUniverse;

namespace DepGraph.Npm.Tests.Placement;

public sealed class OverrideTests
{
    private const string Universe = """
        a 1.0.0: c@^1.0.0
        b 1.0.0: c@^1.0.0
        c 1.0.0:
        c 1.1.0:
        c 2.0.0:
        """;

    [Theory]
    [InlineData("""{"c":"2.0.0"}""", "a@1.0.0 b@1.0.0 c@2.0.0")]
    [InlineData("""{"a":{"c":"2.0.0"}}""", "a@1.0.0 b@1.0.0 b/c@1.1.0 c@2.0.0")]
    [InlineData("""{"c@^1":"1.0.0"}""", "a@1.0.0 b@1.0.0 c@1.0.0")]
    [InlineData("""{"c@^2":"1.0.0"}""", "a@1.0.0 b@1.0.0 c@1.1.0")]
    [InlineData("""{"c":""}""", "a@1.0.0 b@1.0.0 c@1.1.0")]
    [InlineData("""{"a@2":{"c":"2.0.0"}}""", "a@1.0.0 b@1.0.0 c@1.1.0")]
    public async Task Rules_hold_where_they_say(string overrides, string places) =>
        string.Join(
                ' ',
                await PlacesAsync(Universe, $$"""{"dependencies":{"a":"1","b":"1"},"overrides":{{overrides}}}""")
            )
            .ShouldBe(places);

    [Fact]
    public async Task A_reference_stands_for_the_projects_own_spec() =>
        (await PlacesAsync(Universe, """{"dependencies":{"a":"1","c":"2"},"overrides":{"c":"$c"}}""")).ShouldBe([
            "a@1.0.0",
            "c@2.0.0",
        ]);

    [Theory]
    [InlineData("""{"c":"2.0.0"}""", "EOVERRIDE")]
    [InlineData("""{"c":"$nothing"}""", "EXIT1")]
    [InlineData("""{"a":{"c":"7"},"c":"1.0.0"}""", "ETARGET")]
    [InlineData("""{"./x":"1"}""", "EXIT1")]
    public async Task Rules_that_npm_refuses_are_errors(string overrides, string code)
    {
        var installation = await InstallAsync(
            Universe,
            $$"""{"dependencies":{"a":"1","c":"1.0.0"},"overrides":{{overrides}}}"""
        );
        installation.Problems[0].Code.ShouldBe(code);
        installation.Packages.ShouldBeEmpty();
    }
}
