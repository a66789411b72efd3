using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Bolt.Tests.PackStream;

/// <summary>Random values of all that PackStream and Bolt have, borders often.</summary>
internal static class Values
{
    /// <summary>Zones whose rules between 1970 and 2037 no release of the database changes any more.</summary>
    private static readonly string[] ZoneIds =
    [
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Etc/GMT+5",
    ];

    private static readonly double[] SpecialFloats =
    [
        0,
        -0.0,
        1,
        -1,
        1.1,
        double.MaxValue,
        double.Epsilon,
        double.PositiveInfinity,
        double.NegativeInfinity,
        Math.PI,
        // The NaN that JavaScript writes; the platform's own has the sign bit.
        BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000),
    ];

    private static readonly int[] BorderLengths = [0, 1, 15, 16, 255, 256, 1024, 1025, 65_535, 65_536];

    public static Gen<long> Integers { get; } =
        Gen.OneOf(
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            from high in Gen.Choose(int.MinValue, int.MaxValue)
            from shift in Gen.Choose(0, 63)
            select (((long)high << 32) | (uint)low) >> shift,
            from width in Gen.Elements(4, 7, 8, 15, 16, 31, 32, 63)
            from sign in Gen.Elements(1, -1)
            from distance in Gen.Choose(-2, 2)
            select unchecked(sign * (1L << width) + distance)
        );

    /// <summary>Text that UTF-8 can hold.</summary>
    public static Gen<string> Texts { get; } =
        Gen.OneOf(
            from text in ArbMap.Default.GeneratorFor<string?>()
            select Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? "")),
            from piece in Gen.Elements("a", "é", "€", "😀", "\0", "aé€😀")
            from count in Gen.Choose(0, 40)
            select new StringBuilder().Insert(0, piece, count).ToString()
        );

    /// <summary>Now and then longer than a chunk.</summary>
    private static Gen<int> Lengths { get; } =
        Gen.Frequency(
            (100, Gen.Choose(0, 40)),
            (3, Gen.Elements(BorderLengths[..8])),
            (1, Gen.Elements(BorderLengths))
        );

    private static Gen<object?> LongTexts { get; } =
        from length in Lengths
        from character in Gen.Elements('a', 'ß')
        select (object?)new string(character, length);

    private static Gen<object?> Bytes { get; } =
        from length in Lengths
        from seed in Gen.Choose(0, int.MaxValue)
        let bytes = new byte[length]
        select Filled(bytes, seed);

    private static Gen<int> Nanoseconds { get; } = Gen.OneOf(Gen.Elements(0, 999_999_999), Gen.Choose(0, 999_999_999));

    private static Gen<LocalTime> LocalTimes { get; } =
        from second in Gen.Choose(0, TimeUnits.SecondsPerDay - 1)
        from nanosecond in Nanoseconds
        select LocalTime.FromNanosecondOfDay((long)second * TimeUnits.NanosecondsPerSecond + nanosecond);

    /// <summary>Two days within the border, so that other zones' clocks are within it too.</summary>
    private static Gen<long> EpochSeconds { get; } =
        Gen.OneOf(
            from second in Gen.Choose(int.MinValue, int.MaxValue)
            select (long)second,
            from number in Integers
            select LocalDateTime.MinEpochSecond
                + 2 * TimeUnits.SecondsPerDay
                + (long)(
                    (ulong)number
                    % (ulong)(LocalDateTime.MaxEpochSecond - LocalDateTime.MinEpochSecond - 4 * TimeUnits.SecondsPerDay)
                )
        );

    private static Gen<int> Offsets { get; } =
        Gen.OneOf(
            from quarter in Gen.Choose(-72, 72)
            select quarter * 900,
            Gen.Choose(-Zone.MaxOffsetSeconds, Zone.MaxOffsetSeconds)
        );

    private static Gen<ZonedDateTime> Moments { get; } =
        Gen.OneOf(
            from second in EpochSeconds
            from nanosecond in Nanoseconds
            from offset in Offsets
            select new ZonedDateTime(second, nanosecond, Zone.Of(offset)),
            from second in Gen.Choose(0, int.MaxValue)
            from nanosecond in Nanoseconds
            from id in Gen.Elements(ZoneIds)
            select new ZonedDateTime(second, nanosecond, Zone.Of(id))
        );

    private static Gen<Point> Points { get; } =
        from srId in Gen.OneOf(Gen.Elements(7203, 9157, 4326, 4979), Gen.Choose(int.MinValue, int.MaxValue))
        from x in Floats
        from y in Floats
        from z in Floats
        from dimension in Gen.Choose(2, 3)
        select dimension == 2 ? new Point(srId, x, y) : new Point(srId, x, y, z);

    private static Gen<double> Floats =>
        Gen.OneOf(
            Gen.Elements(SpecialFloats),
            from bits in Integers
            let number = BitConverter.Int64BitsToDouble(bits)
            select double.IsNaN(number) ? SpecialFloats[^1] : number
        );

    private static Gen<object?> Scalars { get; } =
        Gen.OneOf(
            Gen.Elements<object?>(null, true, false),
            Integers.Select(value => (object?)value),
            Floats.Select(value => (object?)value),
            Texts.Select(value => (object?)value),
            LongTexts,
            Bytes,
            EpochSeconds.Select(second =>
                (object?)LocalDate.FromEpochDay(TimeUnits.DivideToFloor(second, TimeUnits.SecondsPerDay).Quotient)
            ),
            LocalTimes.Select(value => (object?)value),
            LocalTimes.Zip(Offsets, (time, offset) => (object?)new OffsetTime(time, offset)),
            EpochSeconds.Zip(Nanoseconds, (second, nano) => (object?)LocalDateTime.FromEpochSecond(second, nano)),
            Moments.Select(value => (object?)value),
            Integers
                .ArrayOf(3)
                .Zip(Nanoseconds, (parts, nano) => (object?)new Duration(parts[0], parts[1], parts[2], nano)),
            Points.Select(value => (object?)value)
        );

    /// <summary>What may be a parameter.</summary>
    public static Gen<object?> Parameters { get; } = Gen.Sized(size => Value(Scalars, Math.Min(size, 60)));

    /// <summary>What a server may send, in the form of Bolt 5 with element ids, or of 4.4 where they are the numbers.</summary>
    public static Gen<object?> Results(bool elementIds) =>
        Gen.Sized(size => Value(Gen.Frequency((4, Scalars), (1, Entities(elementIds))), Math.Min(size, 60)));

    private static Gen<object?> Value(Gen<object?> leaves, int size) =>
        size <= 1
            ? leaves
            : Gen.Frequency(
                (3, leaves),
                (1, Items(leaves, size).Select(items => (object?)items.ToList())),
                (1, Properties(leaves, size).Select(map => (object?)map))
            );

    private static Gen<object?[]> Items(Gen<object?> leaves, int size) =>
        from count in Gen.Frequency((10, Gen.Choose(0, 5)), (1, Gen.Choose(14, 18)))
        from items in Value(leaves, size / (count + 1)).ArrayOf(count)
        select items;

    /// <summary>Keys that an object of JavaScript keeps in their order: none looks like a number.</summary>
    private static Gen<Dictionary<string, object?>> Properties(Gen<object?> leaves, int size) =>
        from items in Items(leaves, size)
        from key in Texts
        select items.Index().ToDictionary(each => $"k{each.Index}{key}", each => each.Item);

    private static Gen<object?> Entities(bool elementIds) =>
        Gen.OneOf(
            Nodes(elementIds).Select(node => (object?)node),
            from nodes in Nodes(elementIds).ArrayOf(2)
            from relationship in Relationships(elementIds)
            select (object?)relationship(nodes[0], nodes[1]),
            Paths(elementIds)
        );

    private static Gen<INode> Nodes(bool elementIds) =>
        from id in Integers
        from text in Texts
        from labels in Texts.ArrayOf()
        from properties in Properties(Scalars, 6)
        select (INode)new Node(id, elementIds ? text : $"{id}", labels, properties);

    private static Gen<Func<INode, INode, IRelationship>> Relationships(bool elementIds) =>
        from id in Integers
        from text in Texts
        from type in Texts
        from properties in Properties(Scalars, 6)
        select (Func<INode, INode, IRelationship>)(
            (start, end) =>
                new Relationship(
                    id,
                    elementIds ? text : $"{id}",
                    start.Id,
                    start.ElementId,
                    end.Id,
                    end.ElementId,
                    type,
                    properties
                )
        );

    /// <summary>Walks over a few nodes and relationships, each in any direction, some several times.</summary>
    private static Gen<object?> Paths(bool elementIds) =>
        from some in Nodes(elementIds).NonEmptyListOf()
        let nodes = some.Distinct().ToArray()
        from between in Relationships(elementIds).ArrayOf(6)
        from ends in Gen.Choose(0, nodes.Length - 1).Two().ArrayOf(between.Length)
        let relationships = between
            .Zip(ends, (make, end) => make(nodes[end.Item1], nodes[end.Item2]))
            .Distinct()
            .ToArray()
        from choices in Gen.Choose(0, 1000).ArrayOf(8)
        select (object?)Walk(nodes, relationships, choices);

    private static GraphPath Walk(INode[] nodes, IRelationship[] relationships, int[] choices)
    {
        List<INode> walked = [nodes[0]];
        List<IRelationship> steps = [];
        foreach (var choice in choices)
        {
            var at = walked[^1];
            var open = relationships
                .Where(each => each.StartNodeElementId == at.ElementId || each.EndNodeElementId == at.ElementId)
                .ToArray();
            if (open.Length == 0)
            {
                break;
            }

            var step = open[choice % open.Length];
            var next = step.StartNodeElementId == at.ElementId ? step.EndNodeElementId : step.StartNodeElementId;
            steps.Add(step);
            walked.Add(nodes.Single(node => node.ElementId == next));
        }

        return new GraphPath(walked, steps);
    }

    private static object? Filled(byte[] bytes, int seed)
    {
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
