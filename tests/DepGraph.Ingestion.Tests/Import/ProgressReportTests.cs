using DepGraph.Ingestion.Import;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Import;

public sealed class ProgressReportTests
{
    private readonly ManualTime time = new();
    private readonly StringWriter output = new();
    private readonly ImportProgress progress = new();

    [Fact]
    public async Task It_says_once_a_second_how_far_it_is_and_what_is_left()
    {
        await using var report = new ProgressReport(progress, () => 0.25, output, time);
        for (var i = 0; i < 30; i++)
        {
            progress.Count(HeadCommitOutcome.Changed);
        }

        progress.CountBroken();
        time.Advance(TimeSpan.FromSeconds(2));

        Lines().Length.ShouldBe(2);
        Lines()[1].ShouldBe("30 packages, 15 a second, 1 broken lines, 25 % read, 00:00:06 left");
    }

    [Fact]
    public async Task What_has_no_length_has_no_end_in_sight()
    {
        await using var report = new ProgressReport(progress, () => null, output, time);
        time.Advance(TimeSpan.FromSeconds(1));

        Lines().ShouldHaveSingleItem().ShouldBe("0 packages, 0 a second, 0 broken lines");
    }

    [Fact]
    public async Task It_is_silent_after_its_end_and_the_summary_stays()
    {
        var report = new ProgressReport(progress, () => null, output, time);
        progress.Count(HeadCommitOutcome.Confirmed);
        progress.Count(HeadCommitOutcome.Superseded);
        await report.DisposeAsync();
        time.Advance(TimeSpan.FromSeconds(10));

        output.ToString().ShouldBeEmpty();
        report.Summary.ShouldBe(
            "2 packages in 10.0 s: 0 new or changed, 1 unchanged, 1 older than what is stored; 0 broken lines"
        );
    }

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
