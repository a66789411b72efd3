using DepGraph.GraphApi.Paging;
using DepGraph.GraphApi.Querying;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The types DependentConnection and Dependent: pages of <c>Package.dependents</c>.</summary>
internal static class DependentConnectionType
{
    public static void Bind(SchemaBinder binder)
    {
        binder
            .Object<Dependent>("Dependent")
            .Field("version", dependent => dependent.Version)
            .Field("name", dependent => dependent.Requirement.Name)
            .Field("range", dependent => dependent.Requirement.Range)
            .Field("kind", dependent => dependent.Requirement.Kind)
            .Field("depth", dependent => dependent.Depth)
            .FieldAsync(
                "resolvesTo",
                (dependent, context) => new DependencyNode(dependent.Requirement).GetTargetAsync(context)
            );
        ConnectionType.Bind<Dependent>(binder, "DependentConnection", "DependentEdge");
    }

    /// <summary>The page that the field's arguments ask for; null, with an error reported, when there is no index to answer from.</summary>
    /// <exception cref="GraphQL.GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static ValueTask<Connection<Dependent>?> ListAsync(
        DependentPages pages,
        string package,
        FieldContext context
    )
    {
        var first = PageSize.Check("first", context.Argument<int>("first"));
        var query = new DependentsQuery
        {
            Package = package,
            Kinds = KindsArgument.ReadOrAll(context),
            LatestOnly = context.Argument<bool>("latestOnly"),
            After = DependentInputs.ParseCursor(context.Argument<string?>("after")),
            First = ConnectionType.IsPageSelected(context) ? first : 0,
        };
        var answer = pages.GetAsync(context.State<GraphSession>(), query);
        return answer.IsCompletedSuccessfully
            ? new(ToConnection(answer.Result, query, context))
            : AwaitAsync(answer, query, context);

        static async ValueTask<Connection<Dependent>?> AwaitAsync(
            ValueTask<DependentsAnswer> answer,
            DependentsQuery query,
            FieldContext context
        ) => ToConnection(await answer, query, context);
    }

    private static Connection<Dependent>? ToConnection(
        DependentsAnswer answer,
        DependentsQuery query,
        FieldContext context
    )
    {
        if (answer.Page is not { } page)
        {
            context.ReportError(AnswerError.Of(answer));
            return null;
        }

        return new Connection<Dependent>(
            page.Dependents,
            (int)Math.Min(page.TotalCount, int.MaxValue),
            page.HasNext,
            HasPreviousPage: query.After is not null,
            place => OrderCursor.Of(DependentInputs.ByName, page.Dependents[place])
        )
        {
            IsTotalCountExact = page.IsExact && page.TotalCount <= int.MaxValue,
        };
    }
}
