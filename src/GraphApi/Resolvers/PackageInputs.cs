using DepGraph.GraphApi.Querying;
using DepGraph.GraphQL.Binding;
using DepGraph.Storage.Querying;
using DepGraph.Storage.Searching;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>PackageFilterInput: what of what is found <c>Query.search</c> can be asked for.</summary>
internal static class PackageInputs
{
    private static readonly Field<PackageHit> Name = new("name", FieldType.Text, hit => FieldValue.Of(hit.Name));

    private static readonly Field<PackageHit> Scope = new(
        "scope",
        FieldType.Text,
        hit => FieldValue.Of(ScopeOf(hit.Name))
    )
    {
        IsNullable = true,
    };

    private static readonly Field<PackageHit> Dependents = new(
        "dependents",
        FieldType.Number,
        hit => FieldValue.Of(hit.Dependents)
    );

    public static FilterInput<PackageHit> Filter { get; } =
        new(
            "PackageFilterInput",
            new("name", OperationInput.Text, Name),
            new("scope", OperationInput.Text, Scope),
            new("dependents", OperationInput.Int, Dependents)
        );

    public static void Bind(SchemaBinder binder) => Filter.Bind(binder);

    /// <summary>With its @; null for a name that has none.</summary>
    private static string? ScopeOf(string name) =>
        name.StartsWith('@') && name.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? name[..end] : null;
}
