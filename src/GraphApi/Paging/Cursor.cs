using System.Buffers.Text;
using System.Text;

namespace DepGraph.GraphApi.Paging;

/// <summary>Cursors: opaque to clients, base64url of a short text that names a place in a list.</summary>
internal static class Cursor
{
    private const int MaxLength = 20_000;

    public static string Encode(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>The text again; null for what cannot be a cursor.</summary>
    public static string? Decode(string cursor) =>
        cursor.Length is > 0 and <= MaxLength && Base64Url.IsValid(cursor)
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor))
            : null;
}
