using System.Diagnostics.CodeAnalysis;

namespace DepGraph.GraphQL.Types;

/// <summary>A type of a schema, named or wrapped. https://spec.graphql.org/September2025/#sec-Types</summary>
public abstract class GraphQLType
{
    /// <summary>The innermost type: what is left when lists and non-nulls are taken off.</summary>
    public abstract NamedType Named { get; }

    public bool IsNonNull => this is NonNullType;

    /// <summary>This type without its outermost non-null.</summary>
    public GraphQLType Nullable => this is NonNullType nonNull ? nonNull.OfType : this;

    public bool IsInputType => Named is ScalarType or EnumType or InputObjectType;

    public bool IsOutputType => Named is not InputObjectType;

    public bool IsLeaf => Named is ScalarType or EnumType;
}

public sealed class ListType(GraphQLType ofType) : GraphQLType
{
    public GraphQLType OfType { get; } = ofType;

    public override NamedType Named => OfType.Named;

    public override string ToString() => $"[{OfType}]";
}

public sealed class NonNullType(GraphQLType ofType) : GraphQLType
{
    public GraphQLType OfType { get; } = ofType;

    public override NamedType Named => OfType.Named;

    public override string ToString() => $"{OfType}!";
}

/// <summary>A directive as it stands on a definition; argument values are coerced.</summary>
public sealed record AppliedDirective(string Name, IReadOnlyDictionary<string, object?> Arguments);

public abstract class NamedType(string name) : GraphQLType
{
    public string Name { get; } = name;

    public string? Description { get; internal set; }

    public IReadOnlyList<AppliedDirective> Directives { get; internal set; } = [];

    public override NamedType Named => this;

    public override string ToString() => Name;
}

/// <summary>An object or interface type.</summary>
public abstract class FieldsType(string name) : NamedType(name)
{
    /// <summary>In the order of the SDL.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; internal set; } = [];

    public IReadOnlyList<InterfaceType> Interfaces { get; internal set; } = [];

    internal Dictionary<string, FieldDefinition> FieldsByName { get; } = new(StringComparer.Ordinal);

    public bool TryGetField(string name, [NotNullWhen(true)] out FieldDefinition? field) =>
        FieldsByName.TryGetValue(name, out field);
}

public sealed class ObjectType(string name) : FieldsType(name);

public sealed class InterfaceType(string name) : FieldsType(name);

public sealed class UnionType(string name) : NamedType(name)
{
    public IReadOnlyList<ObjectType> Members { get; internal set; } = [];
}
