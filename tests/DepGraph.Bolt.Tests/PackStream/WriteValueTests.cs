using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.PackStream;

public class WriteValueTests
{
    [Fact]
    public void Every_integer_type_of_the_platform_is_an_integer()
    {
        object[] values = [(sbyte)-5, (short)-5, -5, -5L];
        values.ShouldAllBe(value => Packed.Value(Packed.Value(value))!.Equals(-5L));
        values = [(byte)5, (ushort)5, 5u, 5ul];
        values.ShouldAllBe(value => Packed.Value(Packed.Value(value))!.Equals(5L));
        Packed.Value(Packed.Value((ulong)long.MaxValue)).ShouldBe(long.MaxValue);
        Should
            .Throw<ArgumentException>(() => Packed.Value((ulong)long.MaxValue + 1))
            .Message.ShouldContain("9223372036854775808");
    }

    [Fact]
    public void A_float_becomes_a_double_and_a_character_a_string()
    {
        Packed.Value(Packed.Value(1.5f)).ShouldBe(1.5);
        Packed.Value(Packed.Value('é')).ShouldBe("é");
    }

    [Fact]
    public void Bytes_may_come_as_memory()
    {
        byte[] bytes = [0, 1, 2, 3];
        Packed.Value(Packed.Value(new ReadOnlyMemory<byte>(bytes, 1, 2))).ShouldBe(new byte[] { 1, 2 });
        Packed.Value(Packed.Value(new Memory<byte>(bytes, 1, 2))).ShouldBe(new byte[] { 1, 2 });
        Packed.Value(Packed.Value(new ArraySegment<byte>(bytes, 1, 2))).ShouldBe(new byte[] { 1, 2 });
    }

    [Fact]
    public void Any_sequence_is_a_list()
    {
        object[] sequences =
        [
            new[] { 1, 2 },
            new long[] { 1, 2 },
            new List<int> { 1, 2 },
            new ArrayList { 1, 2 },
            ImmutableArray.Create(1, 2),
            new SortedSet<int> { 1, 2 },
            new ArraySegment<int>([1, 2]),
            Enumerable.Range(1, 2),
            Lazily(),
        ];
        sequences.ShouldAllBe(sequence => Packed.Value(sequence).SequenceEqual(Packed.Bytes("92 01 02")));

        static IEnumerable<object> Lazily()
        {
            yield return 1;
            yield return 2;
        }
    }

    [Fact]
    public void Any_dictionary_with_string_keys_is_a_map()
    {
        object[] dictionaries =
        [
            new Dictionary<string, object?> { ["a"] = 1 },
            new Dictionary<string, int> { ["a"] = 1 },
            new SortedList<string, long> { ["a"] = 1 },
            new Hashtable { ["a"] = 1 },
            ImmutableDictionary<string, int>.Empty.Add("a", 1),
            new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(),
            new ReadOnlyDictionary<string, object?>(new Dictionary<string, object?> { ["a"] = 1 }),
        ];
        dictionaries.ShouldAllBe(dictionary => Packed.Value(dictionary).SequenceEqual(Packed.Bytes("A1 81 61 01")));
    }

    [Fact]
    public void Keys_other_than_strings_are_refused() =>
        Should
            .Throw<ArgumentException>(() => Packed.Value(new Dictionary<int, int> { [1] = 2 }))
            .Message.ShouldContain("System.Int32");

    [Fact]
    public void Dates_and_times_of_the_platform_become_those_of_Neo4j()
    {
        Packed.Value(Packed.Value(new DateOnly(2024, 2, 29))).ShouldBe(new LocalDate(2024, 2, 29));
        Packed.Value(Packed.Value(new TimeOnly(1, 2, 3))).ShouldBe(new LocalTime(1, 2, 3));
        Packed.Value(Packed.Value(TimeSpan.FromSeconds(-0.5))).ShouldBe(new Duration(-1, 500_000_000));
        Packed
            .Value(Packed.Value(new DateTime(2024, 2, 29, 1, 2, 3)))
            .ShouldBe(new LocalDateTime(2024, 2, 29, 1, 2, 3));
        Packed
            .Value(Packed.Value(new DateTime(1970, 1, 1, 0, 1, 0, DateTimeKind.Utc)))
            .ShouldBe(new ZonedDateTime(60, 0, Zone.Of(0)));
        Packed
            .Value(Packed.Value(new DateTimeOffset(1970, 1, 1, 1, 1, 0, TimeSpan.FromHours(1))))
            .ShouldBe(new ZonedDateTime(60, 0, Zone.Of(3600)));
    }

    [Fact]
    public void A_date_of_this_machines_zone_is_refused_with_the_way_out() =>
        Should
            .Throw<ArgumentException>(() => Packed.Value(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local)))
            .Message.ShouldContain("Pass a DateTimeOffset");

    public static TheoryData<object> Strangers => [new Version(1, 2), 1.5m, Guid.Empty, DayOfWeek.Monday, new object()];

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Other_types_are_refused_by_name(object value) =>
        Should
            .Throw<ArgumentException>(() => Packed.Value(new List<object> { value }))
            .Message.ShouldContain(value.GetType().ToString());

    [Fact]
    public void Nodes_relationships_and_paths_are_no_parameters()
    {
        var node = new Node(1, "n", [], new Dictionary<string, object?>());
        Should.Throw<ArgumentException>(() => Packed.Value(node)).Message.ShouldContain("ElementId");
        Should.Throw<ArgumentException>(() => Packed.Value(new GraphPath([node], [])));
    }

    [Fact]
    public void A_point_has_to_be_one() => Should.Throw<ArgumentException>(() => Packed.Value(default(Point)));

    [Fact]
    public void A_list_that_holds_itself_is_refused()
    {
        var list = new List<object?>();
        list.Add(list);
        Should.Throw<ArgumentException>(() => Packed.Value(list)).Message.ShouldContain("does one hold itself?");
    }

    [Fact]
    public void What_is_as_deep_as_allowed_is_written_and_read_again()
    {
        object? value = 1L;
        for (var depth = 0; depth < PackStreamWriter.MaxDepth; depth++)
        {
            value = depth % 2 == 0 ? new List<object?> { value } : new Dictionary<string, object?> { ["k"] = value };
        }

        var bytes = Packed.Value(value);
        Packed.Value(Packed.Value(bytes)).ShouldBe(bytes);
        Should.Throw<ArgumentException>(() => Packed.Value(new[] { value }));
        Packed.Refuse([0x91, .. bytes]).Message.ShouldContain($"deeper than {PackStreamReader.MaxDepth}");
    }

    [Fact]
    public void A_collection_whose_count_lies_is_refused() =>
        Should.Throw<ArgumentException>(() => Packed.Value(new Liar())).Message.ShouldContain("count");

    private sealed class Liar : ICollection
    {
        public int Count => 2;

        public bool IsSynchronized => false;

        public object SyncRoot => this;

        public void CopyTo(Array array, int index) => throw new NotSupportedException();

        public IEnumerator GetEnumerator() => new[] { 1 }.GetEnumerator();
    }
}
