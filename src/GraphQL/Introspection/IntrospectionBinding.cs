using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Introspection;

/// <summary>
/// Resolvers of the introspection types: the schema model itself is their data.
/// https://spec.graphql.org/September2025/#sec-Schema-Introspection
/// </summary>
internal static class IntrospectionBinding
{
    private const string IncludeDeprecated = "includeDeprecated";

    public static void Bind(SchemaBinder binder)
    {
        binder
            .Query()
            .Field(MetaFields.SchemaName, (_, context) => context.Schema)
            .Field(
                MetaFields.TypeName,
                GraphQLType? (_, context) =>
                    context.Schema.TryGetType(context.Argument<string>("name"), out var type) ? type : null
            );
        binder.Enum<TypeKind>("__TypeKind").Enum<DirectiveLocation>("__DirectiveLocation");
        BindSchema(binder);
        BindType(binder);
        BindField(binder);
        BindInputValue(binder);
        binder
            .Object<EnumValue>("__EnumValue")
            .Field("name", v => v.Name)
            .Field("description", v => v.Description)
            .Field("isDeprecated", v => v.DeprecationReason is not null)
            .Field("deprecationReason", v => v.DeprecationReason);
        binder
            .Object<DirectiveDefinition>("__Directive")
            .Field("name", d => d.Name)
            .Field("description", d => d.Description)
            .Field("isRepeatable", d => d.IsRepeatable)
            .Field("locations", d => d.Locations)
            .Field("args", (d, context) => InUse(d.Arguments, context));
    }

    private static void BindSchema(SchemaBinder binder) =>
        binder
            .Object<Schema>("__Schema")
            .Field("description", s => s.Description)
            .Field<IReadOnlyList<GraphQLType>>("types", s => s.Types)
            .Field<GraphQLType>("queryType", s => s.QueryType)
            .Field<GraphQLType?>("mutationType", s => s.MutationType)
            .Field<GraphQLType?>("subscriptionType", s => s.SubscriptionType)
            .Field("directives", s => s.Directives);

    private static void BindType(SchemaBinder binder) =>
        binder
            .Object<GraphQLType>("__Type")
            .Field("kind", TypeKinds.KindOf)
            .Field("name", t => (t as NamedType)?.Name)
            .Field("description", t => (t as NamedType)?.Description)
            .Field("specifiedByURL", t => (t as ScalarType)?.SpecifiedBy)
            .Field("fields", (t, context) => t is FieldsType type ? InUse(type.Fields, context) : null)
            .Field<IReadOnlyList<GraphQLType>?>("interfaces", t => (t as FieldsType)?.Interfaces)
            .Field<IReadOnlyList<GraphQLType>?>(
                "possibleTypes",
                (t, context) => t is InterfaceType or UnionType ? context.Schema.GetPossibleTypes(t.Named) : null
            )
            .Field("enumValues", (t, context) => t is EnumType type ? InUse(type.Values, context) : null)
            .Field("inputFields", (t, context) => t is InputObjectType type ? InUse(type.Fields, context) : null)
            .Field(
                "ofType",
                t =>
                    t switch
                    {
                        ListType list => list.OfType,
                        NonNullType nonNull => nonNull.OfType,
                        _ => null,
                    }
            )
            .Field("isOneOf", t => (t as InputObjectType)?.IsOneOf);

    private static void BindField(SchemaBinder binder) =>
        binder
            .Object<FieldDefinition>("__Field")
            .Field("name", f => f.Name)
            .Field("description", f => f.Description)
            .Field("args", (f, context) => InUse(f.Arguments, context))
            .Field("type", f => f.Type)
            .Field("isDeprecated", f => f.DeprecationReason is not null)
            .Field("deprecationReason", f => f.DeprecationReason);

    private static void BindInputValue(SchemaBinder binder) =>
        binder
            .Object<InputValue>("__InputValue")
            .Field("name", v => v.Name)
            .Field("description", v => v.Description)
            .Field("type", v => v.Type)
            .Field("defaultValue", v => v.DefaultValue is { } value ? Printer.Print(value) : null)
            .Field("isDeprecated", v => v.DeprecationReason is not null)
            .Field("deprecationReason", v => v.DeprecationReason);

    private static IReadOnlyList<FieldDefinition> InUse(IReadOnlyList<FieldDefinition> fields, FieldContext context) =>
        InUse(fields, f => f.DeprecationReason, context);

    private static IReadOnlyList<InputValue> InUse(IReadOnlyList<InputValue> values, FieldContext context) =>
        InUse(values, v => v.DeprecationReason, context);

    private static IReadOnlyList<EnumValue> InUse(IReadOnlyList<EnumValue> values, FieldContext context) =>
        InUse(values, v => v.DeprecationReason, context);

    /// <summary>The elements without the deprecated ones, unless these are asked for.</summary>
    private static IReadOnlyList<T> InUse<T>(
        IReadOnlyList<T> elements,
        Func<T, string?> reason,
        FieldContext context
    ) =>
        context.Argument<bool>(IncludeDeprecated) || elements.All(e => reason(e) is null)
            ? elements
            : elements.Where(e => reason(e) is null).ToArray();
}
