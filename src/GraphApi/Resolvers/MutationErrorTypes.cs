using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The types that implement Error.</summary>
internal static class MutationErrorTypes
{
    public static void Bind(SchemaBinder binder)
    {
        Error<InvalidPackageNameError>(binder).Field("name", error => error.Name);
        Error<InvalidSpecError>(binder).Field("spec", error => error.Spec);
        Error<IngestionQueueFullError>(binder);
        Error<IngestionNotFoundError>(binder).Field("id", error => error.Id);
        Error<IngestionFinishedError>(binder).Field("ingestion", error => error.Ingestion);
    }

    private static ObjectBinder<T> Error<T>(SchemaBinder binder)
        where T : MutationError => binder.Object<T>(typeof(T).Name).Field("message", error => error.Message);
}
