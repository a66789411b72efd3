using System.Collections;

namespace DepGraph.Bolt.PackStream;

public sealed partial class PackStreamWriter
{
    /// <summary>How deep lists and maps may lie in each other; the reader's limit.</summary>
    public const int MaxDepth = PackStreamReader.MaxDepth;

    /// <summary>
    /// Writes any value that Neo4j takes: null, <see cref="bool"/>, integers, <see cref="float"/> and <see cref="double"/>,
    /// <see cref="char"/>, <see cref="string"/>, bytes (<c>byte[]</c>, <see cref="ReadOnlyMemory{T}"/>, <see cref="Memory{T}"/>,
    /// <see cref="ArraySegment{T}"/>), dictionaries with string keys, other enumerables as lists, dates, times and points.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Neo4j has no such type, an integer has more than 64 bits, or lists and maps lie in each other deeper than
    /// <see cref="MaxDepth"/>. Half of the value may have been written.
    /// </exception>
    public void WriteValue(object? value) => WriteValue(value, depth: 0);

    private void WriteValue(object? value, int depth)
    {
        switch (value)
        {
            case null:
                WriteNull();
                break;
            case string text:
                WriteString(text);
                break;
            case bool truth:
                WriteBoolean(truth);
                break;
            case int number:
                WriteInteger(number);
                break;
            case long number:
                WriteInteger(number);
                break;
            case double number:
                WriteFloat(number);
                break;
            case sbyte or byte or short or ushort or uint:
                WriteInteger(((IConvertible)value).ToInt64(null));
                break;
            case ulong number:
                WriteInteger(
                    number <= long.MaxValue
                        ? (long)number
                        : throw new ArgumentException(
                            $"{number} does not fit in an integer of 64 bits with sign.",
                            nameof(value)
                        )
                );
                break;
            case float number:
                WriteFloat(number);
                break;
            case char character:
                WriteString([character]);
                break;
            case byte[] bytes:
                WriteBytes(bytes);
                break;
            case ReadOnlyMemory<byte> bytes:
                WriteBytes(bytes.Span);
                break;
            case Memory<byte> bytes:
                WriteBytes(bytes.Span);
                break;
            case ArraySegment<byte> bytes:
                WriteBytes(bytes);
                break;
            case LocalDate date:
                WriteLocalDate(date);
                break;
            case DateOnly date:
                WriteLocalDate(new LocalDate(date));
                break;
            case LocalTime time:
                WriteLocalTime(time);
                break;
            case TimeOnly time:
                WriteLocalTime(new LocalTime(time));
                break;
            case OffsetTime time:
                WriteOffsetTime(time);
                break;
            case LocalDateTime dateTime:
                WriteLocalDateTime(dateTime);
                break;
            case ZonedDateTime dateTime:
                WriteZonedDateTime(dateTime);
                break;
            case DateTimeOffset dateTime:
                WriteZonedDateTime(new ZonedDateTime(dateTime));
                break;
            case DateTime dateTime:
                WriteDateTime(dateTime);
                break;
            case Duration duration:
                WriteDuration(duration);
                break;
            case TimeSpan time:
                WriteDuration(new Duration(time));
                break;
            case Point point:
                WritePoint(point);
                break;
            case IEntity or IPath:
                throw new ArgumentException(
                    "Neo4j takes no nodes, relationships or paths. Pass their ElementId or their Properties.",
                    nameof(value)
                );
            case IReadOnlyDictionary<string, object?> map:
                WriteMap(map.Count, map, Deeper(depth));
                break;
            case IDictionary<string, object?> map:
                WriteMap(map.Count, map, Deeper(depth));
                break;
            case IDictionary map:
                WriteMap(map, Deeper(depth));
                break;
            case IEnumerable items:
                WriteList(items as ICollection ?? items.Cast<object?>().ToList(), Deeper(depth));
                break;
            default:
                throw new ArgumentException($"Neo4j has no type for a {value.GetType()}.", nameof(value));
        }
    }

    private void WriteMap(int count, IEnumerable<KeyValuePair<string, object?>> entries, int depth)
    {
        WriteMapHeader(count);
        foreach (var (key, value) in entries)
        {
            WriteString(key);
            WriteValue(value, depth);
            count--;
        }

        EnsureWhole(count);
    }

    private void WriteMap(IDictionary entries, int depth)
    {
        var count = entries.Count;
        WriteMapHeader(count);
        foreach (DictionaryEntry entry in entries)
        {
            WriteString(
                entry.Key as string
                    ?? throw new ArgumentException($"A key of a map is a {entry.Key.GetType()}; Neo4j takes strings.")
            );
            WriteValue(entry.Value, depth);
            count--;
        }

        EnsureWhole(count);
    }

    private void WriteList(ICollection items, int depth)
    {
        var count = items.Count;
        WriteListHeader(count);
        foreach (var item in items)
        {
            WriteValue(item, depth);
            count--;
        }

        EnsureWhole(count);
    }

    private void WriteDateTime(DateTime dateTime)
    {
        switch (dateTime.Kind)
        {
            case DateTimeKind.Unspecified:
                WriteLocalDateTime(new LocalDateTime(dateTime));
                break;
            case DateTimeKind.Utc:
                WriteZonedDateTime(new ZonedDateTime(new DateTimeOffset(dateTime)));
                break;
            default:
                throw new ArgumentException(
                    "A DateTime of kind Local means another moment on each machine. Pass a DateTimeOffset, or one of kind Unspecified or Utc."
                );
        }
    }

    private static int Deeper(int depth) =>
        depth < MaxDepth
            ? depth + 1
            : throw new ArgumentException(
                $"Lists and maps lie in each other deeper than {MaxDepth}; does one hold itself?"
            );

    /// <param name="missing">Announced values that did not come: what follows would be read as theirs.</param>
    private static void EnsureWhole(int missing)
    {
        if (missing != 0)
        {
            throw new ArgumentException("A collection has another number of values than its count says.");
        }
    }
}
