using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class LexerNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("9")]
    [InlineData("-4500")]
    [InlineData("99999999999999999999999999")]
    public void Integers_keep_their_text(string text) =>
        Parser.ParseValue(text).ShouldBeOfType<IntValueNode>().Text.ShouldBe(text);

    [Theory]
    [InlineData("0.0")]
    [InlineData("-1.5")]
    [InlineData("1e50")]
    [InlineData("1E+5")]
    [InlineData("-6.022e-23")]
    public void Floats_keep_their_text(string text) =>
        Parser.ParseValue(text).ShouldBeOfType<FloatValueNode>().Text.ShouldBe(text);

    [Theory]
    [InlineData("0▲0", "Invalid number, unexpected digit after 0: \"0\".")]
    [InlineData("-0▲1", "Invalid number, unexpected digit after 0: \"1\".")]
    [InlineData("-▲a", "Invalid number, expected digit but got: \"a\".")]
    [InlineData("-▲", "Invalid number, expected digit but got: <EOF>.")]
    [InlineData("1.▲", "Invalid number, expected digit but got: <EOF>.")]
    [InlineData("1.▲e1", "Invalid number, expected digit but got: \"e\".")]
    [InlineData("1e▲", "Invalid number, expected digit but got: <EOF>.")]
    [InlineData("1e+▲x", "Invalid number, expected digit but got: \"x\".")]
    [InlineData("1.5▲.5", "Invalid number, expected digit but got: \".\".")]
    [InlineData("0▲x1F", "Invalid number, expected digit but got: \"x\".")]
    [InlineData("1▲_000", "Invalid number, expected digit but got: \"_\".")]
    [InlineData("1▲a", "Invalid number, expected digit but got: \"a\".")]
    [InlineData("▲.5", "Invalid number, expected digit before \".\".")]
    [InlineData("▲+1", "Unexpected character: \"+\".")]
    [InlineData("▲٣", "Unexpected character: U+0663.")]
    public void What_only_looks_like_a_number_is_refused(string marked, string message) =>
        SyntaxErrors.ShouldFail(marked, message, text => Parser.ParseValue(text));

    [Fact]
    public void A_number_ends_at_punctuation_a_comma_or_a_comment() =>
        Parser.ParseValue("[0-1,2 3#4\n5]").ShouldBeOfType<ListValueNode>().Values.Count.ShouldBe(5);
}
