using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>Takes the answers to BEGIN and COMMIT.</summary>
internal sealed class TransactionHandler(BoltConnection connection) : ResponseHandler
{
    /// <summary>The database in which it runs; null below Bolt 5.8, and until the server has told.</summary>
    public string? Database { get; private set; }

    /// <summary>Where the transaction ended; null until it is committed.</summary>
    public string? Bookmark { get; private set; }

    public override void OnSuccess(RequestTag request, ref PackStreamReader metadata)
    {
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (key.SequenceEqual("db"u8))
            {
                Database = connection.LastDatabase.Read(ref metadata);
            }
            else if (key.SequenceEqual("bookmark"u8))
            {
                Bookmark = connection.LastBookmark.Read(ref metadata);
            }
            else
            {
                metadata.Skip();
            }
        }
    }
}
