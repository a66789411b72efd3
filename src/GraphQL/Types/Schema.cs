using System.Diagnostics.CodeAnalysis;
using DepGraph.GraphQL.Introspection;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types;

/// <summary>A whole type system, immutable once built. https://spec.graphql.org/September2025/#sec-Schema</summary>
public sealed class Schema
{
    public string? Description { get; init; }

    public required ObjectType QueryType { get; init; }

    public ObjectType? MutationType { get; init; }

    public ObjectType? SubscriptionType { get; init; }

    /// <summary>Every named type, the built-in and introspection ones included, in SDL order.</summary>
    public required IReadOnlyList<NamedType> Types { get; init; }

    public required IReadOnlyList<DirectiveDefinition> Directives { get; init; }

    internal Dictionary<string, NamedType> TypesByName { get; init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, DirectiveDefinition> DirectivesByName { get; init; } = new(StringComparer.Ordinal);

    internal Dictionary<NamedType, IReadOnlyList<ObjectType>> PossibleTypesByType { get; init; } = [];

    internal MetaFields MetaFields => field ??= new MetaFields(this);

    public bool TryGetType(string name, [NotNullWhen(true)] out NamedType? type) =>
        TypesByName.TryGetValue(name, out type);

    public bool TryGetDirective(string name, [NotNullWhen(true)] out DirectiveDefinition? directive) =>
        DirectivesByName.TryGetValue(name, out directive);

    public ObjectType? GetRootType(OperationKind operation) =>
        operation switch
        {
            OperationKind.Query => QueryType,
            OperationKind.Mutation => MutationType,
            _ => SubscriptionType,
        };

    /// <summary>A field that can be selected on a type: its own, or one of the meta-fields __typename, __schema and __type.</summary>
    public FieldDefinition? FindField(NamedType parent, string name) =>
        parent is FieldsType type && type.TryGetField(name, out var field) ? field : MetaFields.Find(parent, name);

    /// <summary>The object types that a value of <paramref name="type"/> may have: itself, its implementers or its members.</summary>
    public IReadOnlyList<ObjectType> GetPossibleTypes(NamedType type) =>
        PossibleTypesByType.TryGetValue(type, out var possible) ? possible : [];
}
