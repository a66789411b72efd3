using DepGraph.Ingestion.Import;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Import;

public sealed class ProgressReportTests
{
    private readonly ManualTime time = new();
    private readonly StringWriter output = new();
    private readonly ImportProgress progress = new(ImportPosition.Begin);
    private ReadSoFar? read = new(0, 40_000_000);

    [Fact]
    public async Task It_says_once_in_a_while_how_far_it_is_how_fast_and_what_is_left()
    {
        await using var report = Report();
        for (var i = 0; i < 30; i++)
        {
            progress.Count(HeadCommitOutcome.Changed);
        }

        progress.CountBroken();
        read = new(10_000_000, 40_000_000);
        time.Advance(TimeSpan.FromSeconds(20));

        Lines().Length.ShouldBe(2);
        Lines()[1].ShouldBe("25 %, 30 packages, 2 a second, 1 broken lines, 0.5 MB/s, 00:01:00 left");
    }

    [Fact]
    public async Task What_has_no_length_has_no_end_in_sight()
    {
        read = null;
        await using var report = Report();
        time.Advance(TimeSpan.FromSeconds(10));

        Lines().ShouldHaveSingleItem().ShouldBe("0 packages, 0 a second");
    }

    [Fact]
    public async Task A_run_that_goes_on_counts_all_and_is_as_fast_as_it_is_itself()
    {
        var going = new ImportProgress(new ImportPosition(Broken: 1, Changed: 1_000));
        read = new(20_000_000, 40_000_000);
        await using var report = Report(of: going);
        going.Count(HeadCommitOutcome.Changed);
        read = new(30_000_000, 40_000_000);
        time.Advance(TimeSpan.FromSeconds(10));

        Lines()[0].ShouldBe("75 %, 1,001 packages, 0 a second, 1 broken lines, 1.0 MB/s, 00:00:10 left");
        report.Summary.ShouldStartWith("1,001 packages in 10.0 s: 1,001 new or changed, 0 unchanged");
    }

    [Fact]
    public async Task On_a_terminal_it_draws_a_bar_over_the_last_one_and_messages_stand_above_it()
    {
        var report = Report(width: () => 100);
        read = new(20_000_000, 40_000_000);
        time.Advance(TimeSpan.FromMilliseconds(400));

        var bar = output.ToString().Split('\r')[^1].TrimEnd();
        bar.ShouldStartWith("[");
        bar.ShouldContain("] ");
        bar.ShouldContain(" 50 % 0 packages, 0 a second, 50.0 MB/s");
        bar.Count(c => c == '#').ShouldBe(bar.Count(c => c == '.') - 1);
        output.ToString().ShouldNotContain('\n');

        report.Say("line 7: nonsense");
        await report.DisposeAsync();

        output.ToString().ShouldEndWith($"\r{new string(' ', bar.Length)}\rline 7: nonsense\n");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(200)]
    public async Task A_bar_never_fills_the_line(int width)
    {
        await using var report = Report(width: () => width);
        read = new(39_000_000, 40_000_000);
        time.Advance(TimeSpan.FromSeconds(1));

        output.ToString().Split('\r').ShouldAllBe(line => line.Length < Math.Max(width, 2));
    }

    [Fact]
    public async Task It_is_silent_after_its_end_and_the_summary_stays()
    {
        var report = Report();
        progress.Count(HeadCommitOutcome.Confirmed);
        progress.Count(HeadCommitOutcome.Superseded);
        await report.DisposeAsync();
        time.Advance(TimeSpan.FromSeconds(10));

        output.ToString().ShouldBeEmpty();
        report.Summary.ShouldBe(
            "2 packages in 10.0 s: 0 new or changed, 1 unchanged, 1 older than what is stored; 0 broken lines"
        );
    }

    private ProgressReport Report(ImportProgress? of = null, Func<int>? width = null) =>
        new(of ?? progress, () => read, output, width, time);

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
