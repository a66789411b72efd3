using System.Text;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.PackStream;

public class PackStreamReaderTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Vectors.All.Count())];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Values_are_read_back(int row)
    {
        var (value, hex) = Vectors.All.ElementAt(row);
        var read = Packed.Value(Packed.Bytes(hex));
        SameValue.Check(value is int number ? (long)number : value, read);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_value_that_is_cut_off_anywhere_is_refused(int row)
    {
        var bytes = Packed.Bytes(Vectors.All.ElementAt(row).Hex);
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = bytes[..length];
            Packed.Refuse(part).Offset.ShouldBeInRange(0, length);
            Packed.Refuse(part, (ref reader) => Skipped(ref reader)).Offset.ShouldBeInRange(0, length);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Skipping_a_value_leads_behind_it(int row)
    {
        var bytes = Packed.Bytes(Vectors.All.ElementAt(row).Hex);
        var reader = new PackStreamReader([.. bytes, 0x2A]);
        reader.Skip();
        reader.Offset.ShouldBe(bytes.Length);
        reader.ReadInteger().ShouldBe(42);
        reader.IsAtEnd.ShouldBeTrue();
    }

    [Theory]
    [InlineData("C8 2A", 42L)]
    [InlineData("C9 00 2A", 42L)]
    [InlineData("CA 00 00 00 2A", 42L)]
    [InlineData("CB 00 00 00 00 00 00 00 2A", 42L)]
    [InlineData("D0 01 41", "A")]
    [InlineData("D1 00 01 41", "A")]
    [InlineData("D2 00 00 00 01 41", "A")]
    public void Wider_encodings_than_needed_are_read(string hex, object value) =>
        Packed.Value(Packed.Bytes(hex)).ShouldBe(value);

    [Theory]
    [InlineData("D4 02 01 02")]
    [InlineData("D5 00 02 01 02")]
    [InlineData("D6 00 00 00 02 01 02")]
    public void Wider_lists_than_needed_are_read(string hex) =>
        Packed.Value(Packed.Bytes(hex)).ShouldBe(new List<object?> { 1L, 2L });

    [Theory]
    [InlineData("D8 01 81 61 01")]
    [InlineData("D9 00 01 81 61 01")]
    [InlineData("DA 00 00 00 01 81 61 01")]
    public void Wider_maps_than_needed_are_read(string hex) =>
        Packed.Value(Packed.Bytes(hex)).ShouldBe(new Dictionary<string, object?> { ["a"] = 1L });

    [Theory]
    [InlineData("CD 00 01 05")]
    [InlineData("CE 00 00 00 01 05")]
    public void Wider_bytes_than_needed_are_read(string hex) =>
        Packed.Value(Packed.Bytes(hex)).ShouldBe(new byte[] { 5 });

    [Fact]
    public void Of_equal_keys_the_last_counts() =>
        Packed
            .Value(Packed.Bytes("A3 81 61 01 81 62 02 81 61 03"))
            .ShouldBe(new Dictionary<string, object?> { ["a"] = 3L, ["b"] = 2L });

    [Fact]
    public void The_type_of_what_follows_can_be_seen_before_it_is_read()
    {
        (string Hex, PackStreamType Type)[] cases =
        [
            ("C0", PackStreamType.Null),
            ("C2", PackStreamType.Boolean),
            ("C3", PackStreamType.Boolean),
            ("00", PackStreamType.Integer),
            ("7F", PackStreamType.Integer),
            ("F0", PackStreamType.Integer),
            ("FF", PackStreamType.Integer),
            ("C8 00", PackStreamType.Integer),
            ("CB 00 00 00 00 00 00 00 00", PackStreamType.Integer),
            ("C1 00 00 00 00 00 00 00 00", PackStreamType.Float),
            ("CC 00", PackStreamType.Bytes),
            ("CE 00 00 00 00", PackStreamType.Bytes),
            ("80", PackStreamType.String),
            ("D2 00 00 00 00", PackStreamType.String),
            ("90", PackStreamType.List),
            ("D6 00 00 00 00", PackStreamType.List),
            ("A0", PackStreamType.Map),
            ("DA 00 00 00 00", PackStreamType.Map),
            ("B0 01", PackStreamType.Structure),
            ("BF 01", PackStreamType.Structure),
        ];
        foreach (var (hex, type) in cases)
        {
            var reader = new PackStreamReader(Packed.Bytes(hex));
            reader.PeekType().ShouldBe(type, hex);
            reader.Offset.ShouldBe(0);
        }
    }

    [Fact]
    public void Null_is_told_from_other_values()
    {
        var reader = new PackStreamReader(Packed.Bytes("C0 01 C0 81 41"));
        reader.TryReadNull().ShouldBeTrue();
        reader.TryReadNull().ShouldBeFalse();
        reader.ReadInteger().ShouldBe(1);
        reader.ReadStringOrNull().ShouldBeNull();
        reader.ReadStringOrNull().ShouldBe("A");
    }

    [Fact]
    public void A_row_is_read_without_boxing_or_copying()
    {
        var bytes = Packed.Write(writer =>
        {
            writer.WriteListHeader(5);
            writer.WriteInteger(1L << 40);
            writer.WriteUtf8("name"u8);
            writer.WriteBytes([1, 2, 3]);
            writer.WriteMapHeader(1);
            writer.WriteString("skipped");
            writer.WriteValue(new object?[] { 1, "two", null, 3.5 });
            writer.WriteZonedDateTime(new ZonedDateTime(1, 2, Zone.Of(3600)));
        });
        Read(bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = Read(bytes);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sum.ShouldBe(5 + (1L << 40) + 4 + 3 + 1);

        static long Read(byte[] bytes)
        {
            var reader = new PackStreamReader(bytes);
            var sum = reader.ReadListHeader() + reader.ReadInteger();
            sum += reader.ReadUtf8().Length + reader.ReadBytesSpan().Length;
            reader.Skip();
            return sum + reader.ReadZonedDateTime().EpochSecond;
        }
    }

    [Fact]
    public void Text_of_each_length_around_the_borders_comes_back()
    {
        foreach (var length in new[] { 15, 16, 255, 256, 1024, 1025, 65_535, 65_536, 200_000 })
        {
            var text = new StringBuilder().Insert(0, "aé€😀", length / 4).ToString();
            Packed.Value(Packed.Value(text)).ShouldBe(text);
        }
    }

    private static int Skipped(ref PackStreamReader reader)
    {
        reader.Skip();
        return reader.Offset;
    }
}
