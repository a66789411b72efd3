using DepGraph.Ingestion.Export;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Export;

public sealed class ExportTargetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string FileName => folder.File("export.ndjson");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_has_its_name_only_when_it_is_whole()
    {
        using var target = ExportTarget.Create(FileName, overwrite: false);
        target.Stream.Write("line\n"u8);
        File.Exists(FileName).ShouldBeFalse();

        target.Complete();

        File.ReadAllText(FileName).ShouldBe("line\n");
        Directory.GetFiles(folder.Path).ShouldBe([FileName]);
    }

    [Fact]
    public void What_is_not_completed_leaves_nothing()
    {
        using (var target = ExportTarget.Create(FileName, overwrite: false))
        {
            target.Stream.Write("half a li"u8);
        }

        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_there_stays_unless_it_may_be_overwritten()
    {
        File.WriteAllText(FileName, "former");

        Should
            .Throw<IOException>(() => ExportTarget.Create(FileName, overwrite: false))
            .Message.ShouldContain("--overwrite");
        using (ExportTarget.Create(FileName, overwrite: true)) { }
        File.ReadAllText(FileName).ShouldBe("former");

        using var target = ExportTarget.Create(FileName, overwrite: true);
        target.Stream.Write("later"u8);
        target.Complete();
        File.ReadAllText(FileName).ShouldBe("later");
    }

    [Fact]
    public void A_folder_is_no_place_for_a_file() =>
        Should.Throw<IOException>(() => ExportTarget.Create(folder.Path, overwrite: true));
}
