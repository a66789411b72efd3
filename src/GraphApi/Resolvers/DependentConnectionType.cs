using DepGraph.GraphApi.Paging;
using DepGraph.GraphApi.Querying;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The types DependentConnection and Dependent: pages of <c>Package.dependents</c> and <c>PackageVersion.dependents</c>.</summary>
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

    /// <summary>The page that the arguments of <c>Package.dependents</c> ask for; null, with an error reported, when there is no index to answer from.</summary>
    /// <exception cref="GraphQL.GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static ValueTask<Connection<Dependent>?> ListAsync(
        DependentPages pages,
        PackageNode package,
        FieldContext context
    )
    {
        var arguments = DependentArguments.Read(context);
        if (arguments.Depth > 1)
        {
            return ListTransitiveAsync(pages, package.Name, arguments, context);
        }

        return arguments.ResolvingTo is { } spec
            ? ListResolvingAsync(pages, package, spec, arguments, context)
            : ListDirectAsync(pages, arguments.ToQuery(package.Name), arguments.Order, context);
    }

    /// <summary>The page that the arguments of <c>PackageVersion.dependents</c> ask for.</summary>
    /// <inheritdoc cref="ListAsync(DependentPages, PackageNode, FieldContext)"/>
    public static ValueTask<Connection<Dependent>?> ListAsync(
        DependentPages pages,
        VersionManifest version,
        FieldContext context
    )
    {
        var order = DependentInputs.Sort.Standard;
        var query = new DependentsQuery
        {
            Package = version.Name,
            ResolvingTo = version,
            After = DependentInputs.ParseCursor(context.Argument<string?>("after"), order),
            First = DependentArguments.ReadFirst(context),
        };
        return ListDirectAsync(pages, query, order, context);
    }

    /// <summary>Needs the package's versions, which are fetched first when they are not known.</summary>
    private static async ValueTask<Connection<Dependent>?> ListResolvingAsync(
        DependentPages pages,
        PackageNode package,
        string spec,
        DependentArguments arguments,
        FieldContext context
    )
    {
        var version = await package.ReadHeadAsync(
            context,
            (head, _) => VersionSpec.Pick(head, VersionSpec.Parse(head.Name, spec)),
            null
        );
        return version is null
            ? new Connection<Dependent>([], 0, false, false, _ => "")
            : await ListDirectAsync(
                pages,
                arguments.ToQuery(package.Name) with
                {
                    ResolvingTo = version,
                },
                arguments.Order,
                context
            );
    }

    private static ValueTask<Connection<Dependent>?> ListDirectAsync(
        DependentPages pages,
        DependentsQuery query,
        Order<Dependent> order,
        FieldContext context
    ) =>
        AwaitAsync(
            pages.GetAsync(context.State<GraphSession>(), query),
            query.After is not null,
            (page, place) => OrderCursor.Of(order, page.Dependents[place]),
            context
        );

    private static ValueTask<Connection<Dependent>?> ListTransitiveAsync(
        DependentPages pages,
        string package,
        DependentArguments arguments,
        FieldContext context
    ) =>
        AwaitAsync(
            pages.GetAsync(context.State<GraphSession>(), arguments.ToTransitiveQuery(package)),
            arguments.After is not null,
            (page, place) => new RevisionCursor(page.Revision!, page.Indexes[place]).ToString(),
            context
        );

    private static ValueTask<Connection<Dependent>?> AwaitAsync(
        ValueTask<DependentsAnswer> answer,
        bool hasPrevious,
        Func<DependentPage, int, string> cursorOf,
        FieldContext context
    )
    {
        return answer.IsCompletedSuccessfully ? new(ToConnection(answer.Result)) : new(Await());

        async Task<Connection<Dependent>?> Await() => ToConnection(await answer);

        Connection<Dependent>? ToConnection(DependentsAnswer answer)
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
                hasPrevious,
                place => cursorOf(page, place)
            )
            {
                IsTotalCountExact = page.IsExact && page.TotalCount <= int.MaxValue,
            };
        }
    }
}
