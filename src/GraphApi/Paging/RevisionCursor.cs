using System.Globalization;

namespace DepGraph.GraphApi.Paging;

/// <summary>A place in a list that never changes under its revision.</summary>
/// <param name="Revision">Which state of the list.</param>
/// <param name="Index">The element's place in it, from 0.</param>
internal readonly record struct RevisionCursor(string Revision, int Index)
{
    /// <exception cref="GraphQL.GraphQLException">The cursor is not one of these.</exception>
    public static RevisionCursor Parse(string cursor)
    {
        var place = Paging.Cursor.Decode(cursor);
        var colon = place?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return
            colon > 0
            && int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new RevisionCursor(place![..colon], index)
            : throw InputError.InvalidCursor(cursor);
    }

    public override string ToString() =>
        Paging.Cursor.Encode(string.Create(CultureInfo.InvariantCulture, $"{Revision}:{Index}"));
}
