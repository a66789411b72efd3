using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Introspection;

/// <summary>
/// What every schema has without saying so: the introspection types and the built-in directives, in SDL.
/// https://spec.graphql.org/September2025/#sec-Schema-Introspection.Schema-Introspection-Schema
/// </summary>
internal static class IntrospectionSchema
{
    public const string ReservedPrefix = "__";

    public static DocumentNode Document { get; } =
        Parser.Parse(new Source(Sdl, "introspection"), ParserOptions.Trusted);

    private const string Sdl = """"
        "Leaves an element out of the response when its condition is true."
        directive @skip("Leave out when true." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

        "Keeps an element in the response only when its condition is true."
        directive @include("Keep when true." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT

        "Marks an element of the schema that should no longer be used."
        directive @deprecated(
          "Why, and what to use instead, in Markdown."
          reason: String! = "No longer supported"
        ) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE

        "Says where the behaviour of a scalar is specified."
        directive @specifiedBy("The address of the specification." url: String!) on SCALAR

        "Marks an input object of which exactly one field must be given, and not null."
        directive @oneOf on INPUT_OBJECT

        "What a service can do: its types, directives and the entry points of its operations."
        type __Schema {
          description: String
          "Every type, the built-in ones included."
          types: [__Type!]!
          "The type of query operations."
          queryType: __Type!
          "The type of mutation operations, where they are supported."
          mutationType: __Type
          "The type of subscription operations, where they are supported."
          subscriptionType: __Type
          "Every directive, the built-in ones included."
          directives: [__Directive!]!
        }

        "A type, named or wrapped in a list or non-null; `kind` tells which of its fields have a value."
        type __Type {
          kind: __TypeKind!
          "Null for lists and non-nulls."
          name: String
          description: String
          "Where a custom scalar is specified."
          specifiedByURL: String
          "Of objects and interfaces."
          fields(includeDeprecated: Boolean! = false): [__Field!]
          "Of objects and interfaces: what they implement."
          interfaces: [__Type!]
          "Of interfaces and unions: the objects that a value may be."
          possibleTypes: [__Type!]
          "Of enums."
          enumValues(includeDeprecated: Boolean! = false): [__EnumValue!]
          "Of input objects."
          inputFields(includeDeprecated: Boolean! = false): [__InputValue!]
          "Of lists and non-nulls: the type inside."
          ofType: __Type
          "Of input objects: whether exactly one field must be given."
          isOneOf: Boolean
        }

        "What a type is."
        enum __TypeKind {
          SCALAR
          OBJECT
          INTERFACE
          UNION
          ENUM
          INPUT_OBJECT
          LIST
          NON_NULL
        }

        "A field of an object or interface."
        type __Field {
          name: String!
          description: String
          args(includeDeprecated: Boolean! = false): [__InputValue!]!
          type: __Type!
          isDeprecated: Boolean!
          deprecationReason: String
        }

        "An argument or an input field."
        type __InputValue {
          name: String!
          description: String
          type: __Type!
          "The default in GraphQL's own notation; null where there is none."
          defaultValue: String
          isDeprecated: Boolean!
          deprecationReason: String
        }

        "A value of an enum."
        type __EnumValue {
          name: String!
          description: String
          isDeprecated: Boolean!
          deprecationReason: String
        }

        "A directive that documents may use."
        type __Directive {
          name: String!
          description: String
          "Whether it may stand several times at one place."
          isRepeatable: Boolean!
          locations: [__DirectiveLocation!]!
          args(includeDeprecated: Boolean! = false): [__InputValue!]!
        }

        "Where a directive may stand."
        enum __DirectiveLocation {
          QUERY
          MUTATION
          SUBSCRIPTION
          FIELD
          FRAGMENT_DEFINITION
          FRAGMENT_SPREAD
          INLINE_FRAGMENT
          VARIABLE_DEFINITION
          SCHEMA
          SCALAR
          OBJECT
          FIELD_DEFINITION
          ARGUMENT_DEFINITION
          INTERFACE
          UNION
          ENUM
          ENUM_VALUE
          INPUT_OBJECT
          INPUT_FIELD_DEFINITION
        }
        """";
}
