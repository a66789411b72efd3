using DepGraph.Ingestion.Npmrc;

namespace DepGraph.Ingestion.Tests.Npmrc;

/// <summary>Expected values are those of the npm `ini` package.</summary>
public sealed class IniDocumentTests
{
    [Theory]
    [InlineData("a=b", "b")]
    [InlineData("  a  =  b c  ", "b c")]
    [InlineData("a=b=c", "b=c")]
    [InlineData("a", "true")]
    [InlineData("a=", "")]
    [InlineData("a = b ; comment", "b")]
    [InlineData("a = b # comment", "b")]
    [InlineData("a = b\\;c\\#d", "b;c#d")]
    [InlineData("a = c:\\new", "c:\\new")]
    [InlineData("a = \"b ; c\"", "b ; c")]
    [InlineData("a = \"b\\nc\"", "b\nc")]
    [InlineData("a = 'b ; c'", "b ; c")]
    [InlineData("a = \"b", "\"b")]
    [InlineData("a=1\na=2", "2")]
    [InlineData("\uFEFFa=b", "b")]
    [InlineData("; a=0\r\n# a=0\r\na=b\r\n", "b")]
    public void A_value_is_read_as_npm_reads_it(string text, string value) =>
        IniDocument.Parse(text)["a"].ShouldBe([value]);

    [Fact]
    public void A_key_with_brackets_is_a_list() =>
        IniDocument.Parse("ca[]=one\nca[]=two")["ca"].ShouldBe(["one", "two"]);

    [Fact]
    public void Credentials_of_an_address_are_keys_like_any_other() =>
        IniDocument
            .Parse("//registry.example:8080/npm/:_authToken=abc==")["//registry.example:8080/npm/:_authToken"]
            .ShouldBe(["abc=="]);

    [Fact]
    public void What_stands_in_a_section_is_not_npm_configuration() =>
        IniDocument.Parse("a=1\n[section]\nb=2").Keys.ShouldBe(["a"]);

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("=x")]
    [InlineData("\0\0\0")]
    [InlineData("[")]
    [InlineData("\"\n'\n\\")]
    [InlineData("a = \"\\ud83d\"")]
    [InlineData("a = \"\ud83d\"")]
    public void Any_text_is_a_document(string text) => Should.NotThrow(() => IniDocument.Parse(text));
}
