namespace DepGraph.GraphQL.Types;

/// <summary>How types relate to each other.</summary>
public static class TypeComparison
{
    /// <summary>True for one and the same type, wrappers included.</summary>
    public static bool IsSameAs(this GraphQLType type, GraphQLType other) =>
        (type, other) switch
        {
            (NonNullType a, NonNullType b) => a.OfType.IsSameAs(b.OfType),
            (ListType a, ListType b) => a.OfType.IsSameAs(b.OfType),
            _ => ReferenceEquals(type, other),
        };

    /// <summary>
    /// True when every value of <paramref name="type"/> is one of <paramref name="super"/>: the same type, a non-null of it, an
    /// implementer of the interface or a member of the union. https://spec.graphql.org/September2025/#IsSubType()
    /// </summary>
    public static bool IsSubTypeOf(this GraphQLType type, GraphQLType super) =>
        (type, super) switch
        {
            (NonNullType a, NonNullType b) => a.OfType.IsSubTypeOf(b.OfType),
            (NonNullType a, _) => a.OfType.IsSubTypeOf(super),
            (_, NonNullType) => false,
            (ListType a, ListType b) => a.OfType.IsSubTypeOf(b.OfType),
            (ObjectType a, UnionType b) => b.Members.Contains(a),
            (FieldsType a, InterfaceType b) => ReferenceEquals(a, b) || a.Interfaces.Contains(b),
            _ => ReferenceEquals(type, super),
        };
}
