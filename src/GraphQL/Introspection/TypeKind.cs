using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Introspection;

/// <summary>What a type is. https://spec.graphql.org/September2025/#sec-The-__Type-Type</summary>
internal enum TypeKind
{
    Scalar,
    Object,
    Interface,
    Union,
    Enum,
    InputObject,
    List,
    NonNull,
}

internal static class TypeKinds
{
    public static TypeKind KindOf(GraphQLType type) =>
        type switch
        {
            ScalarType => TypeKind.Scalar,
            ObjectType => TypeKind.Object,
            InterfaceType => TypeKind.Interface,
            UnionType => TypeKind.Union,
            EnumType => TypeKind.Enum,
            InputObjectType => TypeKind.InputObject,
            ListType => TypeKind.List,
            _ => TypeKind.NonNull,
        };
}
