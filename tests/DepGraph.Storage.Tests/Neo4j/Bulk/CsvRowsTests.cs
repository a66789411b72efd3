using System.Text;
using DepGraph.Storage.Neo4j.Bulk;

namespace DepGraph.Storage.Tests.Neo4j.Bulk;

public sealed class CsvRowsTests
{
    private readonly CsvRows _rows = new();

    [Fact]
    public void Fields_stand_between_commas_and_rows_end_with_a_line_feed()
    {
        _rows.Number(1).Text("a").Truth(true).Number(null).Truth(false).End();
        _rows.Number(-9223372036854775808).None().End();

        Lines().ShouldBe("1,\"a\",true,,false\n-9223372036854775808,\n");
    }

    [Fact]
    public void A_text_is_quoted_and_its_quotes_are_doubled() =>
        Row(row => row.Text("say \"a, b\"")).ShouldBe("\"say \"\"a, b\"\"\"\n");

    [Fact]
    public void An_empty_text_is_not_the_same_as_none() =>
        Row(row => row.Text("").Text(null).Number(0)).ShouldBe("\"\",,0\n");

    [Fact]
    public void Any_character_goes_out_as_UTF8() => Row(row => row.Text("é\t\0 😀;")).ShouldBe("\"é\t\0 😀;\"\n");

    [Fact]
    public void A_time_is_in_UTC_and_to_a_tenth_of_a_microsecond() =>
        Row(row => row.Time(new DateTimeOffset(2024, 5, 6, 1, 2, 3, TimeSpan.FromHours(2)).AddTicks(1234567)))
            .ShouldBe("2024-05-05T23:02:03.1234567Z\n");

    [Fact]
    public void Bytes_are_signed_numbers() =>
        Row(row => row.Bytes([0, 1, 127, 128, 255])).ShouldBe("0\u001F1\u001F127\u001F-128\u001F-1\n");

    [Fact]
    public void Elements_of_a_list_stand_between_separators_that_none_of_them_has() =>
        Row(row => row.Texts(["a;b", "", "c\u001Fd"]).Numbers(1, 2).Texts([]))
            .ShouldBe("\"a;b\u001F\u001Fc d\",1\u001F2,\n");

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("one\rtwo")]
    [InlineData("\"\n")]
    public void A_row_with_a_line_break_is_kept_apart(string text)
    {
        _rows.Text("before").End();
        _rows.Number(1).Text(text).End();
        _rows.Text("after").End();

        Lines().ShouldBe("\"before\"\n\"after\"\n");
        Encoding
            .UTF8.GetString(_rows.MultilineRows.Span)
            .ShouldBe($"1,\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
    }

    [Fact]
    public void Fields_that_were_taken_go_into_any_row_with_what_they_have()
    {
        var plain = _rows.Number(7).Text("a").TakeFields();
        var broken = _rows.Text("a\nb").TakeFields();

        _rows.Number(1).Fields(plain).End();
        _rows.Number(2).Fields(broken).End();

        Lines().ShouldBe("1,7,\"a\"\n");
        Encoding.UTF8.GetString(_rows.MultilineRows.Span).ShouldBe("2,\"a\nb\"\n");
    }

    [Fact]
    public void The_longest_row_is_known()
    {
        _rows.Text("abc").End();
        _rows.Text(new string('x', 100_000)).End();
        _rows.Text("a").End();

        _rows.Longest.ShouldBe(100_003);
    }

    private string Row(Func<CsvRows, CsvRows> fields)
    {
        fields(_rows).End();
        return Lines();
    }

    private string Lines() => Encoding.UTF8.GetString(_rows.Lines.Span);
}
