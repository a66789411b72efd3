using DepGraph.GraphApi.Http;

namespace DepGraph.GraphApi.Tests.Http;

public sealed class PreferHeaderTests
{
    [Theory]
    [InlineData("wait=10", 10)]
    [InlineData("wait=0", 0)]
    [InlineData("WAIT = \"7\"", 7)]
    [InlineData("respond-async, wait=5; foo=bar, handling=lenient", 5)]
    [InlineData("wait=3, wait=9", 3)]
    public void A_whole_number_of_seconds_is_read(string header, int seconds)
    {
        PreferHeader.TryGetWait(header, out var read).ShouldBeTrue();
        read.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("respond-async")]
    [InlineData("wait")]
    [InlineData("wait=")]
    [InlineData("wait=-1")]
    [InlineData("wait=1.5")]
    [InlineData("wait=soon, wait=5")]
    [InlineData("wait=99999999999")]
    [InlineData("await=5")]
    public void Anything_else_is_ignored(string header) => PreferHeader.TryGetWait(header, out _).ShouldBeFalse();

    [Fact]
    public void Several_header_lines_are_one_list() =>
        PreferHeader.TryGetWait(new(["respond-async", "wait=4"]), out _).ShouldBeTrue();
}
