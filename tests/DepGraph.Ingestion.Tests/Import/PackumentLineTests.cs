using System.Text;
using DepGraph.Ingestion.Import;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Tests.Import;

public sealed class PackumentLineTests
{
    [Fact]
    public void An_abbreviated_packument_has_a_head_and_no_details()
    {
        var packument = Read(
            """{"name":"a","versions":{"1.0.0":{"dependencies":{"b":"^1"}}},"modified":"2020-01-01"}"""
        );

        packument.Head.Name.ShouldBe("a");
        packument.Head[0].Requirements.ShouldHaveSingleItem().ToString().ShouldBe("b@^1");
        packument.Details.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"_id":"a","name":"a","versions":{"1.0.0":{}},"description":"what it is"}""")]
    [InlineData("""{"description":"what it is","versions":{"1.0.0":{}},"name":"a","time":{}}""")]
    public void A_full_packument_has_details_wherever_its_name_stands(string line)
    {
        var packument = Read(line);

        packument.Head.Name.ShouldBe("a");
        packument.Details!.Description.ShouldBe("what it is");
    }

    [Fact]
    public void A_mark_at_the_beginning_and_white_space_around_are_no_fault() =>
        Read("\uFEFF {\"name\":\"a\",\"versions\":{}} \r").Head.Name.ShouldBe("a");

    [Theory]
    [InlineData("nonsense", "JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{}", "no name")]
    [InlineData("""{"name":7,"versions":{}}""", "no name")]
    [InlineData("""{"name":"../a","versions":{}}""", "'../a' is no package name")]
    [InlineData("""{"name":"a","versions":[]}""", "versions")]
    [InlineData("""{"name":"a","versions":{"1.0.0":{""", "JSON")]
    [InlineData("""{"name":"a","versions":{}}{"name":"b","versions":{}}""", "JSON")]
    public void What_is_no_packument_is_refused_with_the_reason(string line, string reason) =>
        Should.Throw<FormatException>(() => Read(line)).Message.ShouldContain(reason);

    [Fact]
    public void A_name_that_is_no_text_is_refused() =>
        Should.Throw<FormatException>(() =>
            PackumentLine.Read([.. "{\"name\":\""u8, 0xff, .. "\",\"versions\":{}}"u8])
        );

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Should.Throw<FormatException>(() => Read($"{{\"a\":{new string('[', 100_000)}"));

    private static Packument Read(string line) => PackumentLine.Read(Encoding.UTF8.GetBytes(line));
}
