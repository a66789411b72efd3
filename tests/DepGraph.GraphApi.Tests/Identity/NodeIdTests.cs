using DepGraph.GraphApi.Identity;

namespace DepGraph.GraphApi.Tests.Identity;

public sealed class NodeIdTests
{
    [Fact]
    public void An_id_is_read_back_as_type_and_key()
    {
        NodeId.TryParse(NodeId.Of(NodeId.PackageVersion, "pkg:npm/a@1.0.0"), out var type, out var key).ShouldBeTrue();

        (type, key).ShouldBe(("PackageVersion", "pkg:npm/a@1.0.0"));
    }

    [Fact]
    public void An_id_of_another_type_has_no_key_here() =>
        NodeId.KeyOf(NodeId.Ingestion, NodeId.Of(NodeId.Package, "pkg:npm/a")).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("a")]
    [InlineData("YWJj")]
    public void What_nobody_gave_out_is_no_id(string id) => NodeId.TryParse(id, out _, out _).ShouldBeFalse();
}
