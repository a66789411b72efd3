using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Operating;

/// <summary>Requests for ingestions that cannot be: nothing is begun, and the answer says why.</summary>
public sealed class RefusedIngestions(ScriptedWorkplace place) : IClassFixture<ScriptedWorkplace>
{
    [Theory]
    [InlineData("no name@1")]
    [InlineData("")]
    [InlineData("git+https://host.invalid/owner/name.git")]
    [InlineData("file:../elsewhere")]
    public async Task A_spec_of_no_package_begins_nothing_and_says_why(string spec)
    {
        var data = await place.Program.DataAsync(
            """
            mutation ($spec: String!) {
              ingest(input: { spec: $spec }) { ingestion { id } errors { ... on InvalidSpecError { spec message } } }
            }
            """,
            new { spec }
        );

        var payload = data.GetProperty("ingest");
        payload.GetProperty("ingestion").IsNull().ShouldBeTrue();
        payload.GetProperty("errors")[0].GetProperty("spec").GetString().ShouldBe(spec);
        payload.GetProperty("errors")[0].Message().ShouldContain(spec);
        (await IngestionAnswer.ListAsync(place.Program)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_npm_forbids_refreshes_nothing_and_says_why()
    {
        var data = await place.Program.DataAsync(
            """
            mutation {
              refresh(input: { name: "no name" }) {
                ingestion { id }
                errors { ... on InvalidPackageNameError { name message } }
              }
            }
            """
        );

        var payload = data.GetProperty("refresh");
        payload.GetProperty("ingestion").IsNull().ShouldBeTrue();
        payload.GetProperty("errors")[0].GetProperty("name").GetString().ShouldBe("no name");
        (await IngestionAnswer.ListAsync(place.Program)).ShouldBeEmpty();
    }
}
