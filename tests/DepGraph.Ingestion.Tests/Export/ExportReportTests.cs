using DepGraph.Ingestion.Export;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Export;

public sealed class ExportReportTests
{
    private readonly ManualTime time = new();
    private readonly StringWriter output = new();

    [Fact]
    public async Task It_says_once_a_second_how_far_it_is_and_what_is_left()
    {
        var progress = new ExportProgress(120);
        await using var report = new ExportReport(progress, output, time);
        progress.Count(30, 3 << 20);
        time.Advance(TimeSpan.FromSeconds(2));

        Lines().Length.ShouldBe(2);
        Lines()[1].ShouldBe("30 packages, 15 a second, 3 MiB, 25 %, 00:00:06 left");
        report.Summary.ShouldBe("30 packages, 3.0 MiB in 2.0 s");
    }

    [Fact]
    public async Task Before_the_first_package_it_foretells_nothing()
    {
        await using var report = new ExportReport(new ExportProgress(120), output, time);
        time.Advance(TimeSpan.FromSeconds(1));

        Lines().ShouldHaveSingleItem().ShouldBe("0 packages, 0 a second, 0 MiB");
    }

    [Fact]
    public async Task What_came_during_the_export_makes_it_no_more_than_all()
    {
        var progress = new ExportProgress(10);
        await using var report = new ExportReport(progress, output, time);
        progress.Count(20, 0);
        time.Advance(TimeSpan.FromSeconds(1));

        Lines().ShouldHaveSingleItem().ShouldEndWith(", 100 %, 00:00:00 left");
    }

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
