using System.Diagnostics.CodeAnalysis;
using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>
/// Keeps the records that have come until the cursor takes them: one as a rule, a batch when another query of the same transaction wants
/// its answer first.
/// </summary>
internal sealed class CursorHandler(Query query, BoltConnection connection) : ResultHandler(query, connection)
{
    private readonly Queue<Record> records = new();
    private bool isDiscarding;

    /// <summary>Takes further records in place of the queue; null for the queue.</summary>
    private Action<ReadOnlySpan<byte>>? sink;

    public override void OnRecord(ReadOnlySpan<byte> fields)
    {
        if (sink is not null)
        {
            sink(fields);
        }
        else if (!isDiscarding)
        {
            records.Enqueue(new Record(Keys ?? [], fields.ToArray()));
        }
    }

    public bool TryTake([NotNullWhen(true)] out Record? record) => records.TryDequeue(out record);

    public bool TryPeek([NotNullWhen(true)] out Record? record) => records.TryPeek(out record);

    /// <summary>Lets go of the records that are there and of those that come.</summary>
    public void Discard()
    {
        isDiscarding = true;
        sink = null;
        records.Clear();
    }

    /// <summary>Reads all records, those that are there and those that come, into a list.</summary>
    public void ReadInto<T>(List<T> rows, RowReader<T> read)
    {
        while (records.TryDequeue(out var record))
        {
            rows.Add(record.Read(read));
        }

        sink = fields =>
        {
            var reader = new PackStreamReader(fields);
            reader.ReadListHeader();
            rows.Add(read(ref reader));
        };
    }
}
