using DepGraph.Ingestion.Npmrc;

namespace DepGraph.Ingestion.Tests.Npmrc;

public sealed class EnvironmentExpansionTests
{
    private static readonly Dictionary<string, string> Environment = new() { ["A"] = "one", ["EMPTY"] = "" };

    [Theory]
    [InlineData("${A}", "one")]
    [InlineData("x${A}y${A}", "xoneyone")]
    [InlineData("${EMPTY}", "")]
    [InlineData("${MISSING}", "${MISSING}")]
    [InlineData("${MISSING?}", "")]
    [InlineData("${A?}", "one")]
    [InlineData("\\${A}", "${A}")]
    [InlineData("\\\\${A}", "\\one")]
    [InlineData("$A ${} ${", "$A ${} ${")]
    [InlineData("${A-default}", "${A-default}")]
    public void References_are_replaced_as_npm_does(string text, string expected) =>
        EnvironmentExpansion.Expand(text, Environment).ShouldBe(expected);
}
