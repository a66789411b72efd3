using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.Tests.PackStream;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

public sealed class ParameterMapTests
{
    [Fact]
    public void Properties_of_an_object_are_parameters() =>
        Written(new { name = "x", size = 3 })
            .ShouldBe(new Dictionary<string, object?> { ["name"] = "x", ["size"] = 3L });

    [Fact]
    public void Dictionaries_are_parameters()
    {
        var expected = new Dictionary<string, object?> { ["a"] = 1L };
        Written(new Dictionary<string, object?> { ["a"] = 1 }).ShouldBe(expected);
        Written(new Dictionary<string, int> { ["a"] = 1 }).ShouldBe(expected);
    }

    [Fact]
    public void Nothing_is_an_empty_map() => Written(null).ShouldBeEmpty();

    [Fact]
    public void Parameters_can_write_themselves() =>
        Written(new Own()).ShouldBe(new Dictionary<string, object?> { ["own"] = true });

    [Theory]
    [InlineData("text")]
    [InlineData(42)]
    [InlineData(new[] { 1, 2 })]
    public void What_has_no_names_is_refused(object parameters) =>
        Should.Throw<ArgumentException>(() => Written(parameters)).Message.ShouldContain("dictionary");

    private static Dictionary<string, object?> Written(object? parameters) =>
        (Dictionary<string, object?>)Packed.Value(Packed.Write(writer => ParameterMap.Write(writer, parameters)))!;

    private sealed class Own : IQueryParameters
    {
        public void Write(PackStreamWriter writer)
        {
            writer.WriteMapHeader(1);
            writer.WriteString("own");
            writer.WriteBoolean(true);
        }
    }
}
