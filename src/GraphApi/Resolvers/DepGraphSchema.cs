using System.Text;
using DepGraph.GraphApi.Querying;
using DepGraph.GraphApi.Scalars;
using DepGraph.GraphApi.Web;
using DepGraph.GraphQL.Binding;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Jobs;
using DepGraph.Ingestion.Search;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The schema of schema.graphql with a resolver for each of its fields.</summary>
internal static class DepGraphSchema
{
    /// <summary>schema.graphql, as it lies in the assembly.</summary>
    public static string Sdl => Encoding.UTF8.GetString(EmbeddedFile.Read("schema.graphql"));

    /// <exception cref="SchemaBindingException">schema.graphql and the resolvers do not match.</exception>
    public static ExecutableSchema Create(
        IIngestions ingestions,
        IVersionFeed feed,
        IGraphStatistics statistics,
        DependentPages dependents,
        PackageSearches searches,
        InstallationType installations
    ) =>
        ExecutableSchema.Create(
            Sdl,
            [new DateTimeScalar(), new PurlScalar(), new JsonScalar(), new LongScalar()],
            binder =>
            {
                QueryType.Bind(binder, ingestions, statistics, installations);
                SearchField.Bind(binder, searches);
                PackageInputs.Bind(binder);
                MutationType.Bind(binder, ingestions);
                SubscriptionType.Bind(binder, ingestions, feed);
                PackageType.Bind(binder, dependents);
                RepositoryType.Bind(binder);
                VersionType.Bind(binder, dependents, installations);
                VersionConnectionType.Bind(binder);
                VersionInputs.Bind(binder);
                DependencyType.Bind(binder);
                DependentConnectionType.Bind(binder);
                DependentInputs.Bind(binder);
                DependencySetType.Bind(binder, ingestions);
                RollUpTypes.Bind(binder);
                DependencyTreeType.Bind(binder, ingestions);
                DependencyPathType.Bind(binder);
                DependencyDiffType.Bind(binder);
                InstallationType.Bind(binder, ingestions);
                IngestionType.Bind(binder);
                IngestionConnectionType.Bind(binder);
                IngestionInputs.Bind(binder);
                GraphStatsType.Bind(binder);
                ConnectionType.BindPageInfo(binder);
                OperationInput.BindShared(binder);
            }
        );
}
