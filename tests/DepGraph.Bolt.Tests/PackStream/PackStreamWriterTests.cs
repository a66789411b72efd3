using System.Buffers;
using System.Text;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.PackStream;

public class PackStreamWriterTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Vectors.All.Count())];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Values_have_the_specified_shortest_encoding(int row)
    {
        var (value, hex) = Vectors.All.ElementAt(row);
        Packed.Value(value).ShouldBe(Packed.Bytes(hex));
    }

    [Theory]
    [InlineData(15, "8F")]
    [InlineData(16, "D0 10")]
    [InlineData(255, "D0 FF")]
    [InlineData(256, "D1 01 00")]
    [InlineData(1025, "D1 04 01")]
    [InlineData(65_535, "D1 FF FF")]
    [InlineData(65_536, "D2 00 01 00 00")]
    public void A_string_says_its_bytes_in_the_least_width(int length, string header)
    {
        var text = new string('x', length);
        byte[] expected = [.. Packed.Bytes(header), .. Encoding.UTF8.GetBytes(text)];
        Packed.Write(writer => writer.WriteString(text)).ShouldBe(expected);
        Packed.Write(writer => writer.WriteUtf8(Encoding.UTF8.GetBytes(text))).ShouldBe(expected);
    }

    /// <summary>For all of them the header of the characters is another than that of the bytes.</summary>
    [Theory]
    [InlineData(8, "D0 10")]
    [InlineData(15, "D0 1E")]
    [InlineData(128, "D1 01 00")]
    [InlineData(255, "D1 01 FE")]
    [InlineData(1024, "D1 08 00")]
    [InlineData(32_768, "D2 00 01 00 00")]
    public void The_header_of_a_string_counts_bytes_and_not_characters(int length, string header)
    {
        var text = new string('é', length);
        Packed
            .Write(writer => writer.WriteString(text))
            .ShouldBe([.. Packed.Bytes(header), .. Encoding.UTF8.GetBytes(text)]);
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        Packed.Write(writer => writer.WriteString("\ud83d")).ShouldBe(Packed.Bytes("83 EF BF BD"));
        Packed.Write(writer => writer.WriteString("a\ude00b")).ShouldBe(Packed.Bytes("85 61 EF BF BD 62"));
    }

    [Theory]
    [InlineData(0, "CC 00")]
    [InlineData(255, "CC FF")]
    [InlineData(256, "CD 01 00")]
    [InlineData(65_535, "CD FF FF")]
    [InlineData(65_536, "CE 00 01 00 00")]
    public void Bytes_say_their_length_in_the_least_width(int length, string header)
    {
        var bytes = new byte[length];
        Packed.Write(writer => writer.WriteBytes(bytes)).ShouldBe([.. Packed.Bytes(header), .. bytes]);
    }

    [Theory]
    [InlineData(0, "90", "A0")]
    [InlineData(15, "9F", "AF")]
    [InlineData(16, "D4 10", "D8 10")]
    [InlineData(255, "D4 FF", "D8 FF")]
    [InlineData(256, "D5 01 00", "D9 01 00")]
    [InlineData(65_535, "D5 FF FF", "D9 FF FF")]
    [InlineData(65_536, "D6 00 01 00 00", "DA 00 01 00 00")]
    [InlineData(int.MaxValue, "D6 7F FF FF FF", "DA 7F FF FF FF")]
    public void Lists_and_maps_say_their_size_in_the_least_width(int count, string list, string map)
    {
        Packed.Write(writer => writer.WriteListHeader(count)).ShouldBe(Packed.Bytes(list));
        Packed.Write(writer => writer.WriteMapHeader(count)).ShouldBe(Packed.Bytes(map));
    }

    [Fact]
    public void A_structure_has_up_to_15_fields_and_a_tag_of_7_bits()
    {
        Packed.Write(writer => writer.WriteStructHeader(0, 0x0F)).ShouldBe(Packed.Bytes("B0 0F"));
        Packed.Write(writer => writer.WriteStructHeader(15, 0x7F)).ShouldBe(Packed.Bytes("BF 7F"));
        Should.Throw<ArgumentOutOfRangeException>(() => Packed.Write(writer => writer.WriteStructHeader(16, 1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Packed.Write(writer => writer.WriteStructHeader(1, 0x80)));
    }

    [Fact]
    public void Negative_counts_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Packed.Write(writer => writer.WriteListHeader(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Packed.Write(writer => writer.WriteMapHeader(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Packed.Write(writer => writer.WriteStructHeader(-1, 1)));
    }

    /// <summary>As the specification's own example has them.</summary>
    [Fact]
    public void Moments_by_the_local_clock_are_written_for_servers_before_Bolt_5()
    {
        Packed
            .Value(new ZonedDateTime(4500, 42, Zone.Of(3600)), DateTimeEncoding.Legacy)
            .ShouldBe(Packed.Bytes("B3 46 C9 1F A4 2A C9 0E 10"));
        Packed
            .Value(new ZonedDateTime(4500, 42, Zone.Of("Europe/Paris")), DateTimeEncoding.Legacy)
            .ShouldBe(Packed.Bytes("B3 66 C9 1F A4 2A 8C 45 75 72 6F 70 65 2F 50 61 72 69 73"));
    }

    [Fact]
    public void A_zone_that_is_unknown_here_is_written_in_utc_and_refused_by_the_local_clock()
    {
        var moment = new ZonedDateTime(4500, 42, Zone.Of("Moon/Tranquillity"));
        Packed.Value(Packed.Value(moment)).ShouldBe(moment);
        Should
            .Throw<TimeZoneNotFoundException>(() => Packed.Value(moment, DateTimeEncoding.Legacy))
            .Message.ShouldContain("'Moon/Tranquillity'");
    }

    [Fact]
    public void Typed_members_write_without_boxing()
    {
        var output = new ArrayBufferWriter<byte>(1 << 16);
        var writer = new PackStreamWriter(output);
        Write(writer);
        output.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(writer);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        static void Write(PackStreamWriter writer)
        {
            writer.WriteMapHeader(10);
            writer.WriteString("Größe");
            writer.WriteNull();
            writer.WriteUtf8("u"u8);
            writer.WriteInteger(long.MinValue);
            writer.WriteBoolean(true);
            writer.WriteFloat(1.5);
            writer.WriteBytes([1, 2, 3]);
            writer.WriteListHeader(0);
            writer.WriteLocalDate(new LocalDate(2024, 2, 29));
            writer.WriteLocalTime(new LocalTime(12, 0, 0));
            writer.WriteOffsetTime(new OffsetTime(new LocalTime(12, 0, 0), 60));
            writer.WriteLocalDateTime(new LocalDateTime(2024, 2, 29, 12, 0, 0));
            writer.WriteZonedDateTime(new ZonedDateTime(1, 2, Zone.Of("Europe/Paris")));
            writer.WriteDuration(new Duration(1, 2, 3, 4));
            writer.WritePoint(new Point(7203, 1, 2));
        }
    }
}
