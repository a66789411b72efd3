using System.IO.Compression;
using DepGraph.Ingestion.Import;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Import;

public sealed class ImportSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.ndjson")]
    [InlineData("a.gz")]
    public void What_begins_as_gzip_does_is_decompressed_whatever_its_name_is(string name)
    {
        var path = folder.File(name);
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write("content"u8);
        }

        Read(path).ShouldBe("content");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("content")]
    public void Anything_else_is_taken_as_it_is(string content)
    {
        var path = folder.File("a.gz");
        File.WriteAllText(path, content);

        Read(path).ShouldBe(content);
    }

    [Fact]
    public void It_knows_when_the_file_was_written_and_how_much_of_it_was_read()
    {
        var path = folder.File("a");
        var written = new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.WriteAllText(path, "content");
        File.SetLastWriteTimeUtc(path, written);

        using var source = ImportSource.Open(path);
        source.WrittenAt.ShouldBe(new DateTimeOffset(written));
        source.Read.ShouldBe(new ReadSoFar(0, 7));
        using var reader = new StreamReader(source.Lines, leaveOpen: true);
        reader.ReadToEnd();
        source.Read.ShouldBe(new ReadSoFar(7, 7));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_done_before_is_passed_over(bool isCompressed)
    {
        var content = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7919 >> 3)).ToArray();
        using var source = ImportSource.Open(Write("a", content, isCompressed));

        source.Skip(250_000, CancellationToken.None);

        using var rest = new MemoryStream();
        source.Lines.CopyTo(rest);
        rest.ToArray().ShouldBe(content[250_000..]);
    }

    [Fact]
    public void A_file_is_itself_and_no_other_by_its_length_its_time_and_its_first_block()
    {
        var content = new byte[100_000];
        string?[] identities =
        [
            Identity(content),
            Identity(content),
            Identity([.. content, 0]),
            Identity([1, .. content[1..]]),
            Identity(content, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
        ];

        identities[1].ShouldBe(identities[0].ShouldNotBeNull());
        identities[1..].ShouldBeUnique();

        string? Identity(byte[] bytes, DateTime? written = null)
        {
            var path = Write("a", bytes, isCompressed: false);
            File.SetLastWriteTimeUtc(path, written ?? new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            using var source = ImportSource.Open(path);
            source.Read!.Value.Bytes.ShouldBe(0);
            return source.Identity;
        }
    }

    [Fact]
    public void A_file_that_ends_in_the_middle_of_its_gzip_is_an_error_and_not_an_end()
    {
        var path = folder.File("a.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7919 >> 3)).ToArray());
        }

        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length / 2);
        }

        Should.Throw<InvalidDataException>(() => Read(path));
    }

    private string Write(string name, byte[] content, bool isCompressed)
    {
        var path = folder.File(name);
        using Stream file = isCompressed
            ? new GZipStream(File.Create(path), CompressionLevel.Fastest)
            : File.Create(path);
        file.Write(content);
        return path;
    }

    private static string Read(string path)
    {
        using var source = ImportSource.Open(path);
        using var reader = new StreamReader(source.Lines);
        return reader.ReadToEnd();
    }
}
