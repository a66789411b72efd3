using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types;

/// <summary>From a type as written to a type of a schema.</summary>
public static class TypeReference
{
    /// <summary>The type that a reference names; null when the schema has no such type.</summary>
    public static GraphQLType? Resolve(this Schema schema, TypeNode reference) =>
        Resolve(reference, name => schema.TryGetType(name.Name.Value, out var type) ? type : null);

    internal static GraphQLType? Resolve(TypeNode reference, Func<NamedTypeNode, NamedType?> find) =>
        reference switch
        {
            NonNullTypeNode nonNull => Resolve(nonNull.Type, find) is { } type ? new NonNullType(type) : null,
            ListTypeNode list => Resolve(list.Type, find) is { } type ? new ListType(type) : null,
            NamedTypeNode named => find(named),
            _ => null,
        };
}
