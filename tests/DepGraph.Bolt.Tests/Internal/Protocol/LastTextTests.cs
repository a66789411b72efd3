using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.Tests.PackStream;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

public sealed class LastTextTests
{
    private readonly LastText last = new();

    [Fact]
    public void A_text_that_comes_again_is_the_same_object()
    {
        var first = Read("käse");
        first.ShouldBe("käse");
        Read("käse").ShouldBeSameAs(first);
    }

    [Fact]
    public void Another_text_and_null_are_what_they_are()
    {
        Read("").ShouldBe("");
        Read("a").ShouldBe("a");
        Read(null).ShouldBeNull();
        Read("ab").ShouldBe("ab");
        Read("").ShouldBe("");
    }

    private string? Read(string? text) => Packed.Read(Packed.Value(text), (ref reader) => last.Read(ref reader));
}
