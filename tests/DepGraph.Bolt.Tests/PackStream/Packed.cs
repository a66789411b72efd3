using System.Buffers;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.PackStream;

/// <summary>Bytes as the specification prints them, and values in and out of them.</summary>
internal static class Packed
{
    public static byte[] Bytes(string hex) =>
        Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));

    public static byte[] Write(Action<PackStreamWriter> write, DateTimeEncoding dateTimeEncoding = DateTimeEncoding.Utc)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new PackStreamWriter(output, dateTimeEncoding));
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Value(object? value, DateTimeEncoding dateTimeEncoding = DateTimeEncoding.Utc) =>
        Write(writer => writer.WriteValue(value), dateTimeEncoding);

    /// <summary>Reads bytes to their end.</summary>
    public static T Read<T>(byte[] bytes, Reading<T> read)
    {
        var reader = new PackStreamReader(bytes);
        var value = read(ref reader);
        reader.IsAtEnd.ShouldBeTrue();
        return value;
    }

    public static object? Value(byte[] bytes) => Read(bytes, (ref reader) => reader.ReadValue());

    public static PackStreamException Refuse<T>(byte[] bytes, Reading<T> read) =>
        Should.Throw<PackStreamException>(() =>
        {
            var reader = new PackStreamReader(bytes);
            read(ref reader);
        });

    public static PackStreamException Refuse(byte[] bytes) => Refuse(bytes, (ref reader) => reader.ReadValue());
}
