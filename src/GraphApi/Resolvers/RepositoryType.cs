using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type Repository.</summary>
internal static class RepositoryType
{
    public static void Bind(SchemaBinder binder) =>
        binder
            .Object<RepositoryAddress>("Repository")
            .Field("url", repository => repository.Url)
            .Field("fullName", repository => repository.FullName)
            .Field("owner", repository => repository.Owner)
            .Field("name", repository => repository.Name);
}
