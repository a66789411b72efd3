using System.Buffers;
using BenchmarkDotNet.Attributes;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Benchmarks.Bolt;

/// <summary>
/// What it costs to read and write 1,000 rows of an integer, a name and 64 bytes, as the store does and as objects: time and
/// allocations for all of them.
/// </summary>
[MemoryDiagnoser]
public class PackStreamRows
{
    private const int Count = 1000;

    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly (long Id, string Name, byte[] Content)[] _rows =
    [
        .. Enumerable.Range(0, Count).Select(i => (i * 1_000L, $"@scope/package-{i}", new byte[64])),
    ];

    private PackStreamWriter _writer = null!;
    private object?[] _objects = [];
    private byte[] _message = [];

    [GlobalSetup]
    public void Setup()
    {
        _writer = new PackStreamWriter(_output);
        _objects = [.. _rows.Select(row => new object?[] { row.Id, row.Name, row.Content })];
        Write();
        _message = _output.WrittenSpan.ToArray();
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        _writer.WriteListHeader(_rows.Length);
        foreach (var (id, name, content) in _rows)
        {
            _writer.WriteListHeader(3);
            _writer.WriteInteger(id);
            _writer.WriteString(name);
            _writer.WriteBytes(content);
        }

        return _output.WrittenCount;
    }

    [Benchmark]
    public int WriteObjects()
    {
        _output.ResetWrittenCount();
        _writer.WriteValue(_objects);
        return _output.WrittenCount;
    }

    /// <summary>Nothing leaves the message.</summary>
    [Benchmark]
    public long ReadInPlace()
    {
        var reader = new PackStreamReader(_message);
        var sum = 0L;
        for (var left = reader.ReadListHeader(); left > 0; left--)
        {
            reader.ReadListHeader();
            sum += reader.ReadInteger() + reader.ReadUtf8().Length + reader.ReadBytesSpan().Length;
        }

        return sum;
    }

    /// <summary>Strings and arrays are made, and nothing else.</summary>
    [Benchmark(Baseline = true)]
    public long Read()
    {
        var reader = new PackStreamReader(_message);
        var sum = 0L;
        for (var left = reader.ReadListHeader(); left > 0; left--)
        {
            reader.ReadListHeader();
            sum += reader.ReadInteger() + reader.ReadString().Length + reader.ReadBytes().Length;
        }

        return sum;
    }

    [Benchmark]
    public object? ReadObjects() => new PackStreamReader(_message).ReadValue();

    [Benchmark]
    public int Skip()
    {
        var reader = new PackStreamReader(_message);
        reader.Skip();
        return reader.Offset;
    }
}
