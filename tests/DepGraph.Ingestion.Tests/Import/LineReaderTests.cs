using System.Text;
using DepGraph.Ingestion.Import;

namespace DepGraph.Ingestion.Tests.Import;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("one", new[] { "one" })]
    [InlineData("one\n", new[] { "one" })]
    [InlineData("one\ntwo", new[] { "one", "two" })]
    [InlineData("one\n\n\ntwo\r\n", new[] { "one", "", "", "two\r" })]
    public void A_stream_is_cut_at_its_line_feeds(string text, string[] lines) => Read(text, 100).ShouldBe(lines);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Lines_come_out_whole_however_the_stream_is_cut(int piece)
    {
        var lines = Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), i * 5)).ToArray();

        Read(string.Join('\n', lines), 1_000, piece).ShouldBe(lines);
    }

    [Theory]
    [InlineData("12345678\nnext\n")]
    [InlineData("1234567890123456789012345678901234567890\nnext\n")]
    [InlineData("first\n12345678\nnext")]
    public void A_line_beyond_the_limit_is_passed_over_and_the_next_one_is_read(string text)
    {
        var lines = Read(text, 8);

        lines.ShouldContain("(too long)");
        lines[^1].ShouldBe("next");
    }

    [Fact]
    public void A_last_line_beyond_the_limit_is_passed_over_too() =>
        Read("first\n1234567890123456", 8).ShouldBe(["first", "(too long)"]);

    [Fact]
    public void Lines_are_numbered_from_1_the_ones_passed_over_counted()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("a\n12345678901234567890\nb"));
        var reader = new LineReader(stream, 8);
        var numbers = new List<long>();
        while (reader.TryRead(out _))
        {
            numbers.Add(reader.Number);
        }

        numbers.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void It_says_where_a_line_ends_so_that_another_reader_can_go_on_there()
    {
        var text = Encoding.UTF8.GetBytes("a\n\n12345678901234567890\nbä\nlast");
        var all = Offsets(new LineReader(new MemoryStream(text), 8));
        all.ShouldBe([(1, 2), (2, 3), (3, 24), (4, 28), (5, 32)]);

        foreach (var (number, offset) in all)
        {
            using var rest = new MemoryStream(text[(int)offset..]);
            Offsets(new LineReader(rest, 8, offset, number)).ShouldBe(all[(int)number..]);
        }
    }

    private static List<(long Number, long Offset)> Offsets(LineReader reader)
    {
        var offsets = new List<(long, long)>();
        while (reader.TryRead(out _))
        {
            offsets.Add((reader.Number, reader.Offset));
        }

        return offsets;
    }

    private static List<string> Read(string text, int maxLineBytes, int piece = int.MaxValue)
    {
        using var stream = new Dripping(Encoding.UTF8.GetBytes(text), piece);
        var reader = new LineReader(stream, maxLineBytes);
        var lines = new List<string>();
        while (reader.TryRead(out var line))
        {
            lines.Add(reader.IsTooLong ? "(too long)" : Encoding.UTF8.GetString(line));
        }

        return lines;
    }

    private sealed class Dripping(byte[] content, int piece) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, piece));
    }
}
