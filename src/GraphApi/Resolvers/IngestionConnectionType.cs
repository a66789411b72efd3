using System.Globalization;
using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type IngestionConnection: pages of <c>Query.ingestions</c>, newest request first.</summary>
internal static class IngestionConnectionType
{
    public static void Bind(SchemaBinder binder) =>
        ConnectionType.Bind<IngestionRecord>(binder, "IngestionConnection", "IngestionEdge");

    /// <summary>The page that the field's arguments ask for.</summary>
    /// <exception cref="GraphQL.GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static async ValueTask<Connection<IngestionRecord>> ListAsync(IIngestions ingestions, FieldContext context)
    {
        var first = PageSize.Check("first", context.Argument<int>("first"));
        IngestionPosition? after = context.Argument<string?>("after") is { } cursor ? Parse(cursor) : null;
        // One more than asked for tells whether there is a next page.
        var found = await ingestions.ListAsync(
            new IngestionQuery { After = after, Limit = first + 1 },
            context.CancellationToken
        );
        var total = context.Selects("totalCount") ? await ingestions.CountAsync(null, context.CancellationToken) : 0;
        IngestionRecord[] nodes = [.. found.Take(first)];
        return new Connection<IngestionRecord>(
            nodes,
            (int)Math.Min(total, int.MaxValue),
            HasNextPage: found.Count > first,
            HasPreviousPage: after is not null,
            place => ToCursor(nodes[place])
        );
    }

    private static string ToCursor(IngestionRecord ingestion) =>
        Cursor.Encode(string.Create(CultureInfo.InvariantCulture, $"{ingestion.RequestedAt.UtcTicks}:{ingestion.Id}"));

    private static IngestionPosition Parse(string cursor)
    {
        var text = Cursor.Decode(cursor);
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return
            colon > 0
            && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new IngestionPosition(new DateTimeOffset(ticks, TimeSpan.Zero), text![(colon + 1)..])
            : throw InputError.InvalidCursor(cursor);
    }
}
