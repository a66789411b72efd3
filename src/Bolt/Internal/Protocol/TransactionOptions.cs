using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>What BEGIN, and RUN outside of a transaction, say about the transaction.</summary>
internal readonly record struct TransactionOptions(
    AccessMode Mode,
    string? Database,
    string? ImpersonatedUser,
    IReadOnlyList<string> Bookmarks,
    TransactionConfig Config
)
{
    /// <summary>Writes one map, without what is as the server assumes it.</summary>
    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(
            (Bookmarks.Count > 0 ? 1 : 0)
                + (Config.Timeout is null ? 0 : 1)
                + (Config.Metadata is { Count: > 0 } ? 1 : 0)
                + (Mode == AccessMode.Read ? 1 : 0)
                + (Database is null ? 0 : 1)
                + (ImpersonatedUser is null ? 0 : 1)
        );
        if (Bookmarks.Count > 0)
        {
            writer.WriteUtf8("bookmarks"u8);
            writer.WriteStrings(Bookmarks);
        }

        if (Config.Timeout is { } timeout)
        {
            writer.WriteUtf8("tx_timeout"u8);
            writer.WriteInteger((long)Math.Ceiling(timeout.TotalMilliseconds));
        }

        if (Config.Metadata is { Count: > 0 } metadata)
        {
            writer.WriteUtf8("tx_metadata"u8);
            writer.WriteValue(metadata);
        }

        if (Mode == AccessMode.Read)
        {
            writer.WriteUtf8("mode"u8);
            writer.WriteUtf8("r"u8);
        }

        if (Database is not null)
        {
            writer.WriteUtf8("db"u8);
            writer.WriteString(Database);
        }

        if (ImpersonatedUser is not null)
        {
            writer.WriteUtf8("imp_user"u8);
            writer.WriteString(ImpersonatedUser);
        }
    }
}
