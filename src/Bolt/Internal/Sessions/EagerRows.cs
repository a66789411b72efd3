using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>Reads the rows straight from the wire.</summary>
internal sealed class EagerRows<T>(Query query, BoltConnection connection, RowReader<T> read)
    : EagerHandler<T>(query, connection)
{
    public override void OnRecord(ReadOnlySpan<byte> fields)
    {
        var reader = new PackStreamReader(fields);
        reader.ReadListHeader();
        Rows.Add(read(ref reader));
    }
}
