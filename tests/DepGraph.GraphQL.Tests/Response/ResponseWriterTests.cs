using System.Text.Json;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Tests.Response;

public class ResponseWriterTests
{
    [Fact]
    public void Strings_read_back_as_they_were_whatever_is_in_them()
    {
        var random = new Random(7);
        const string alphabet = "abc \"\\/\n\r\t\b\f\u0001\u001f\u007f\u0080é漢\u2028<>&'";
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(
                Enumerable
                    .Range(0, random.Next(40))
                    .Select(_ => random.Next(i % 40 + 1) > 0 ? 'x' : alphabet[random.Next(alphabet.Length)])
            );
            Read(w => w.WriteString(text)).GetString().ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("🚨 漢字 é", "🚨 漢字 é")]
    [InlineData("\"12345678", "\"12345678")]
    [InlineData("1234567\\", "1234567\\")]
    public void Text_at_the_edges_of_a_vector_is_written_whole(string text, string expected) =>
        Read(w => w.WriteString(text)).GetString().ShouldBe(expected);

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Read(w => w.WriteString("12345678\ud800")).GetString().ShouldBe("12345678\ufffd");

    [Fact]
    public void Numbers_and_times_read_back()
    {
        foreach (var number in new[] { 0, 9, 10, -1, int.MinValue, int.MaxValue })
        {
            Read(w => w.WriteInt32(number)).GetInt32().ShouldBe(number);
        }

        foreach (var number in new[] { 0L, long.MinValue, long.MaxValue })
        {
            Read(w => w.WriteInt64(number)).GetInt64().ShouldBe(number);
        }

        foreach (var number in new[] { 0.1, 1e21, double.Epsilon, double.MaxValue, -2.5 })
        {
            Read(w => w.WriteDouble(number)).GetDouble().ShouldBe(number);
        }

        Read(w => w.WriteDateTimeOffset(new DateTimeOffset(2026, 1, 31, 14, 0, 0, 500, TimeSpan.FromHours(2))))
            .GetString()
            .ShouldBe("2026-01-31T12:00:00.5Z");
    }

    [Fact]
    public void It_grows_beyond_its_first_buffer()
    {
        using var writer = new ResponseWriter();
        for (var i = 0; i < 5000; i++)
        {
            writer.WriteString("abcdefgh");
        }

        writer.Position.ShouldBe(50_000);
    }

    private static JsonElement Read(Action<ResponseWriter> write)
    {
        using var writer = new ResponseWriter();
        write(writer);
        return JsonDocument.Parse(writer.Written(0, writer.Position)).RootElement;
    }
}
