using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.PackStream;

public class PackStreamErrorTests
{
    [Fact]
    public void Another_type_than_asked_for_is_named_with_its_place()
    {
        var bytes = Packed.Bytes("93 2A 81 41 C0");
        var error = Should.Throw<PackStreamException>(() =>
        {
            var reader = new PackStreamReader(bytes);
            reader.ReadListHeader();
            reader.ReadInteger();
            reader.ReadInteger();
        });
        error.Message.ShouldBe("Wanted Integer, but found String (at byte 2 of the message)");
        error.Offset.ShouldBe(2);
    }

    [Fact]
    public void Each_member_refuses_all_other_types()
    {
        (PackStreamType Type, string Hex)[] samples =
        [
            (PackStreamType.Null, "C0"),
            (PackStreamType.Boolean, "C3"),
            (PackStreamType.Integer, "C8 7F"),
            (PackStreamType.Float, "C1 00 00 00 00 00 00 00 00"),
            (PackStreamType.Bytes, "CC 00"),
            (PackStreamType.String, "80"),
            (PackStreamType.List, "90"),
            (PackStreamType.Map, "A0"),
            (PackStreamType.Structure, "B0 01"),
        ];
        (PackStreamType Type, Reading<object?> Read)[] members =
        [
            (PackStreamType.Boolean, (ref reader) => reader.ReadBoolean()),
            (PackStreamType.Integer, (ref reader) => reader.ReadInteger()),
            (PackStreamType.Float, (ref reader) => reader.ReadFloat()),
            (PackStreamType.Bytes, (ref reader) => reader.ReadBytes()),
            (PackStreamType.Bytes, (ref reader) => reader.ReadBytesSpan().Length),
            (PackStreamType.String, (ref reader) => reader.ReadString()),
            (PackStreamType.String, (ref reader) => reader.ReadUtf8().Length),
            (PackStreamType.List, (ref reader) => reader.ReadListHeader()),
            (PackStreamType.Map, (ref reader) => reader.ReadMapHeader()),
            (PackStreamType.Structure, (ref reader) => reader.ReadStructHeader(out _)),
        ];
        foreach (var (wanted, read) in members)
        {
            foreach (var (found, hex) in samples.Where(sample => sample.Type != wanted))
            {
                Packed
                    .Refuse([0x01, .. Packed.Bytes(hex)], (ref reader) => Second(ref reader, read))
                    .Message.ShouldBe($"Wanted {wanted}, but found {found} (at byte 1 of the message)");
            }

            Packed
                .Refuse([0x01], (ref reader) => Second(ref reader, read))
                .Message.ShouldBe($"Wanted {wanted}, but the message ends (at byte 1 of the message)");
        }
    }

    public static TheoryData<byte> ReservedMarkers =>
        [
            .. Enumerable
                .Range(0, 256)
                .Select(n => (byte)n)
                .Where(n => n is (>= 0xC4 and <= 0xC7) or 0xCF or 0xD3 or 0xD7 or (>= 0xDB and < 0xF0)),
        ];

    [Theory]
    [MemberData(nameof(ReservedMarkers))]
    public void Reserved_markers_are_refused(byte marker)
    {
        Packed
            .Refuse([marker, 0, 0, 0])
            .Message.ShouldBe($"Wanted a value, but found the reserved marker {marker:X2} (at byte 0 of the message)");
        Packed
            .Refuse([marker], (ref reader) => reader.ReadString())
            .Message.ShouldContain($"reserved marker {marker:X2}");
        Packed
            .Refuse([marker], (ref reader) => reader.PeekType())
            .Message.ShouldContain($"reserved marker {marker:X2}");
    }

    [Theory]
    [InlineData("82 41 FF", 0)]
    [InlineData("92 01 81 80", 2)]
    [InlineData("82 C0 80", 0)]
    [InlineData("83 ED A0 80", 0)]
    [InlineData("84 F4 90 80 80", 0)]
    [InlineData("82 F0 9F", 0)]
    public void Text_that_is_no_UTF_8_is_refused_and_not_replaced(string hex, int offset)
    {
        var error = Packed.Refuse(Packed.Bytes(hex));
        error.Offset.ShouldBe(offset);
        error.Message.ShouldContain("is not UTF-8");
    }

    [Theory]
    [InlineData("8F 41", "String is cut off: it has 1 of 15 bytes")]
    [InlineData("D2 7F FF FF FF 41 42", "String is cut off: it has 2 of 2147483647 bytes")]
    [InlineData("CE 7F FF FF FF 01", "Bytes is cut off: it has 1 of 2147483647 bytes")]
    [InlineData("D6 7F FF FF FF 01", "List of size 2147483647 is cut off: 1 bytes are left for its content")]
    [InlineData("DA 7F FF FF FF 01", "Map of size 2147483647 is cut off: 1 bytes are left for its content")]
    [InlineData("92 01", "List of size 2 is cut off: 1 bytes are left for its content")]
    [InlineData("A2 80 80 01", "Map of size 2 is cut off: 3 bytes are left for its content")]
    [InlineData("BF 44 00", "Structure of size 15 is cut off: 1 bytes are left for its content")]
    [InlineData("D2 FF FF FF FF 41", "String of size 4294967295; PackStream allows 2147483647")]
    [InlineData("CE 80 00 00 00 41", "Bytes of size 2147483648; PackStream allows 2147483647")]
    [InlineData("D6 FF FF FF FF 41", "List of size 4294967295; PackStream allows 2147483647")]
    [InlineData("DA FF FF FF FF 41", "Map of size 4294967295; PackStream allows 2147483647")]
    [InlineData("D1 00", "String is cut off: it has 1 of 2 bytes")]
    [InlineData("CB 00 00", "Integer is cut off: it has 2 of 8 bytes")]
    [InlineData("C1", "Float is cut off: it has 0 of 8 bytes")]
    [InlineData("B1", "Structure is cut off: it has 0 of 1 bytes")]
    public void Lengths_beyond_the_message_are_refused(string hex, string message) =>
        Packed.Refuse(Packed.Bytes(hex)).Message.ShouldStartWith(message);

    /// <summary>The inner list claims bytes that the outer one needs.</summary>
    [Fact]
    public void A_container_leaves_a_byte_for_each_value_that_is_still_to_come_around_it() =>
        Packed
            .Refuse(Packed.Bytes("93 92 01 02 03"))
            .Message.ShouldStartWith("List of size 2 is cut off: 1 bytes are left");

    [Fact]
    public void Announced_sizes_allocate_nothing_that_is_not_there()
    {
        // Each of 500 lists claims all the rest of a megabyte.
        var bytes = new byte[1 << 20];
        for (var depth = 0; depth < 500; depth++)
        {
            Packed.Bytes("D6").CopyTo(bytes, depth * 5);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(
                bytes.AsSpan(depth * 5 + 1),
                (bytes.Length - (depth + 1) * 5) / 2
            );
        }

        Packed.Refuse(bytes[..1000]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Packed.Refuse(bytes);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16L * bytes.Length);
    }

    [Fact]
    public void Keys_have_to_be_strings() =>
        Packed.Refuse(Packed.Bytes("A1 01 01")).Message.ShouldStartWith("Wanted String, but found Integer");

    [Fact]
    public void Nesting_is_limited_where_it_is_read_and_passed_over_where_it_is_skipped()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0x91, 1_000_000), 0xC0];
        Packed.Refuse(bytes).Message.ShouldBe("Values lie in each other deeper than 512 (at byte 512 of the message)");
        var reader = new PackStreamReader(bytes);
        reader.Skip();
        reader.IsAtEnd.ShouldBeTrue();
    }

    [Fact]
    public void Structures_that_Bolt_5_does_not_know_are_refused_by_tag() =>
        Packed
            .Refuse(Packed.Bytes("B2 56 CC 00 CC 00"))
            .Message.ShouldBe(
                "Wanted a value, but found an unknown structure with tag 56 and 2 fields (at byte 0 of the message)"
            );

    private static object? Second(ref PackStreamReader reader, Reading<object?> read)
    {
        reader.ReadInteger();
        return read(ref reader);
    }
}
