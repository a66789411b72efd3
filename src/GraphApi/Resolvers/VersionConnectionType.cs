using DepGraph.GraphApi.Paging;
using DepGraph.GraphApi.Querying;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.SemVer;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type PackageVersionConnection: pages of <c>Package.versions</c>.</summary>
internal static class VersionConnectionType
{
    public const string InvalidRangeCode = "INVALID_RANGE";

    private static Connection<VersionManifest> Empty { get; } = new([], 0, false, false, _ => "");

    public static void Bind(SchemaBinder binder) =>
        ConnectionType.Bind<VersionManifest>(binder, "PackageVersionConnection", "PackageVersionEdge");

    /// <summary>The page that the field's arguments ask for. The full document is fetched only if they name something of it.</summary>
    /// <exception cref="GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static ValueTask<Connection<VersionManifest>> ListAsync(PackageNode package, FieldContext context)
    {
        var filter = VersionInputs.Filter.Read(context.Argument<IReadOnlyDictionary<string, object?>?>("where"));
        var order = VersionInputs.Sort.Read(context.Argument<object?[]?>("order"));
        return filter.Fields().Concat(order.Keys.Select(key => key.Field)).Any(VersionRow.IsDetail)
            ? ListWithDetailsAsync(package, context, filter, order)
            : package.ReadHeadAsync(context, (head, context) => Page(head, null, context, filter, order), Empty);
    }

    private static async ValueTask<Connection<VersionManifest>> ListWithDetailsAsync(
        PackageNode package,
        FieldContext context,
        Filter<VersionRow> filter,
        Order<VersionRow> order
    )
    {
        var head = await package.ReadHeadAsync<PackageHead?>(context, static (head, _) => head, null);
        var answer = await context.State<GraphSession>().GetDetailsAsync(package.Name);
        return head is null || answer.Status == HeadStatus.NotFound ? Empty
            : answer.Details is { } details ? Page(head, details, context, filter, order)
            : throw AnswerError.Of(answer);
    }

    private static Connection<VersionManifest> Page(
        PackageHead head,
        PackageDetails? details,
        FieldContext context,
        Filter<VersionRow> filter,
        Order<VersionRow> order
    )
    {
        var range = ParseRange(context.Argument<string?>("range"));
        var isStandard = order == VersionInputs.Sort.Standard;
        if (isStandard && filter.IsEverything && range is null)
        {
            return MemoryPage.Of(
                new HeadRows(head),
                order,
                static row => row.Manifest,
                context,
                place => head.IndexOf(place[^1].Text!)
            );
        }

        var rows = Select(head, details, filter, range);
        // A head has its versions in the standard order already.
        if (!isStandard)
        {
            rows.Sort(order);
        }

        return MemoryPage.Of(rows, order, static row => row.Manifest, context);
    }

    private static List<VersionRow> Select(
        PackageHead head,
        PackageDetails? details,
        Filter<VersionRow> filter,
        SemRange? range
    )
    {
        var rows = new List<VersionRow>();
        for (var i = 0; i < head.Count; i++)
        {
            if (range is not null && !(head.SemVersionAt(i) is { } version && range.IsSatisfiedBy(version)))
            {
                continue;
            }

            var row = new VersionRow(head, i, details?.Find(head[i].Version));
            if (filter.Matches(row))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static SemRange? ParseRange(string? range) =>
        range is null ? null
        : SemRange.TryParse(range, SemVerOptions.Loose, out var parsed) ? parsed
        : throw new GraphQLException($"'{range}' is no range of versions.", InvalidRangeCode);
}
