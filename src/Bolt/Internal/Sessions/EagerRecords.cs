using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>Keeps the records.</summary>
internal sealed class EagerRecords(Query query, BoltConnection connection) : EagerHandler<IRecord>(query, connection)
{
    public override void OnRecord(ReadOnlySpan<byte> fields) => Rows.Add(new Record(Keys ?? [], fields.ToArray()));
}
