using System.Globalization;
using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Search;
using DepGraph.Storage.Searching;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The field <c>Query.search</c> and the type PackageConnection.</summary>
internal static class SearchField
{
    public static void Bind(SchemaBinder binder, PackageSearches searches)
    {
        binder.Query().FieldAsync("search", (_, context) => SearchAsync(searches, context));
        ConnectionType.Bind<PackageNode>(binder, "PackageConnection", "PackageEdge");
    }

    private static async ValueTask<Connection<PackageNode>> SearchAsync(PackageSearches searches, FieldContext context)
    {
        var first = PageSize.Check("first", context.Argument<int>("first"));
        var cursor = context.Argument<string?>("after");
        var after = cursor is null ? (RevisionCursor?)null : RevisionCursor.Parse(cursor);
        var query = new SearchQuery
        {
            Text = ReadText(context.Argument<string>("text")),
            Filter = PackageInputs.Filter.Read(context.Argument<IReadOnlyDictionary<string, object?>?>("where")),
            After = after is { } place ? (place.Revision, place.Index) : null,
            First = ConnectionType.IsPageSelected(context) ? first : 0,
            GivesCursors = context.Selects("edges") || context.Selects("pageInfo"),
        };
        var page =
            await searches.GetAsync(context.State<GraphSession>(), query) ?? throw InputError.CursorExpired(cursor!);
        return new Connection<PackageNode>(
            [.. page.Packages.Select(head => new PackageNode(head.Name, head))],
            page.TotalCount,
            page.HasNext,
            HasPreviousPage: after is not null,
            place => new RevisionCursor(page.Revision, page.Indexes[place]).ToString()
        )
        {
            IsTotalCountExact = page.IsExact,
        };
    }

    /// <exception cref="GraphQLException">It is too long, or there is nothing in it to search for.</exception>
    private static SearchText ReadText(string text)
    {
        if (text.Length > SearchText.MaxLength)
        {
            throw InputError.BadInput(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`text` has {text.Length} characters; at most {SearchText.MaxLength} can be searched for."
                )
            );
        }

        var parsed = SearchText.Parse(text);
        return parsed.Words.Count switch
        {
            0 => throw InputError.BadInput(
                "`text` has no letter and no digit; give it a name, the beginning of one, or words such as \"http server\"."
            ),
            > SearchText.MaxWords => throw InputError.BadInput(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`text` has more than {SearchText.MaxWords} words; leave out those that matter least."
                )
            ),
            _ => parsed,
        };
    }
}
