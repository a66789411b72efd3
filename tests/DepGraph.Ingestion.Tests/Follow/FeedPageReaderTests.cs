using System.Text;
using System.Text.Json;
using DepGraph.Ingestion.Follow;

namespace DepGraph.Ingestion.Tests.Follow;

public sealed class FeedPageReaderTests
{
    [Fact]
    public void A_page_of_npms_feed_is_read()
    {
        var page = Read(
            """
            {"results":[
            {"seq":103,"id":"left-pad","changes":[{"rev":"12-aa"}]},
            {"seq":105,"id":"@scope/gone","changes":[{"rev":"3-bb"}],"deleted":true}
            ],"last_seq":105}
            """
        );

        page.Changes.ShouldBe([new FeedChange("left-pad", false), new FeedChange("@scope/gone", true)]);
        page.Count.ShouldBe(2);
        page.EndOf(10)!.Value.Text.ShouldBe("105");
    }

    [Fact]
    public void A_page_of_couchdbs_feed_is_read_whatever_else_it_has()
    {
        var page = Read(
            """
            {"pending":7,"last_seq":"5-g1AAAA","results":[{"doc":{"id":"not this","deleted":true},"changes":[],"id":"a","seq":"4-g1"},
             {"seq":null,"id":"b","deleted":false,"more":[[{}]]}]}
            """
        );

        page.Changes.ShouldBe([new FeedChange("a", false), new FeedChange("b", false)]);
        page.EndOf(10)!.Value.Text.ShouldBe("5-g1AAAA");
    }

    [Theory]
    [InlineData("""{"results":[],"last_seq":7}""", "7")]
    [InlineData("""{"results":[],"last_seq":"7"}""", "7")]
    [InlineData("""{"results":[]}""", null)]
    [InlineData("""{"results":[{"id":"a","seq":3},{"id":"b","seq":9},{"id":"c","seq":4}]}""", "9")]
    [InlineData("""{"results":[{"id":"a","seq":3}],"last_seq":8}""", "8")]
    // Full: what is said to be its end must not lead past what it has.
    [InlineData(
        """{"results":[{"id":"a","seq":1},{"id":"b","seq":2},{"id":"c","seq":3}],"last_seq":9000000000}""",
        "3"
    )]
    [InlineData("""{"results":[{"id":"a","seq":1},{"id":"b","seq":5},{"id":"c","seq":3}],"last_seq":3}""", "3")]
    [InlineData("""{"results":[],"last_seq":99999999999999999999999}""", "99999999999999999999999")]
    [InlineData("""{"results":[],"last_seq":[1,"x"]}""", null)]
    [InlineData("""{"results":[],"last_seq":""}""", null)]
    public void The_end_of_a_page_of_three_is_where_the_next_begins(string document, string? end) =>
        Read(document).EndOf(3)?.Text.ShouldBe(end);

    [Theory]
    [InlineData("""{"results":[1,"x",null,[{"id":"a"}],{"id":5},{"id":"\ud800"},{},{"id":"ok"}],"last_seq":1}""", 8)]
    [InlineData("""{"results":[{"id":{"id":"deep"}},{"id":"ok","id":"ok"}],"last_seq":1}""", 2)]
    public void Entries_that_mean_nothing_are_counted_and_passed_over(string document, int count)
    {
        var page = Read(document);

        page.Changes.ShouldBe([new FeedChange("ok", false)]);
        page.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("""{"results":{}}""")]
    [InlineData("""{"results":[{"id":"a","seq":1}""")]
    [InlineData("""{"results":[],"last_seq":1} {"results":[]}""")]
    [InlineData("{\"seq\":1,\"id\":\"a\"}\n{\"seq\":2,\"id\":\"b\"}")]
    public void What_is_no_page_is_refused(string document) => Should.Throw<JsonException>(() => Read(document));

    [Fact]
    public void A_document_that_is_too_deep_is_refused() =>
        Should.Throw<JsonException>(() => Read($$"""{"results":{{new string('[', 100_000)}}"""));

    [Theory]
    [InlineData("""{"db_name":"registry","doc_count":3,"update_seq":123}""", "123")]
    [InlineData("""{"update_seq":"9-abc"}""", "9-abc")]
    [InlineData("""{"couchdb":"Welcome"}""", null)]
    public void A_database_says_how_far_it_has_come(string document, string? sequence) =>
        FeedPageReader.ReadUpdateSequence(Encoding.UTF8.GetBytes(document))?.Text.ShouldBe(sequence);

    private static FeedPage Read(string document) => FeedPageReader.Read(Encoding.UTF8.GetBytes(document));
}
