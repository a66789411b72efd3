using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Introspection;

/// <summary>
/// The fields that no type lists and every selection may ask for. https://spec.graphql.org/September2025/#sec-Schema-Introspection
/// </summary>
internal sealed class MetaFields(Schema schema)
{
    public const string TypeNameName = "__typename";
    public const string SchemaName = "__schema";
    public const string TypeName = "__type";

    /// <summary>On every object, interface and union.</summary>
    public FieldDefinition TypeNameField { get; } = new(TypeNameName, NonNull(schema, "String"));

    /// <summary>On the query root type.</summary>
    public FieldDefinition SchemaField { get; } = new(SchemaName, NonNull(schema, "__Schema"));

    /// <summary>On the query root type.</summary>
    public FieldDefinition TypeField { get; } =
        new(TypeName, schema.TypesByName["__Type"]) { Arguments = [new InputValue("name", NonNull(schema, "String"))] };

    /// <summary>Whether a field of this name tells of the schema, as <c>__typename</c> does not.</summary>
    public static bool IsIntrospection(string name) => name is SchemaName or TypeName;

    public FieldDefinition? Find(NamedType parent, string name) =>
        name switch
        {
            TypeNameName when parent is FieldsType or UnionType => TypeNameField,
            SchemaName when ReferenceEquals(parent, schema.QueryType) => SchemaField,
            TypeName when ReferenceEquals(parent, schema.QueryType) => TypeField,
            _ => null,
        };

    private static NonNullType NonNull(Schema schema, string name) => new(schema.TypesByName[name]);
}
