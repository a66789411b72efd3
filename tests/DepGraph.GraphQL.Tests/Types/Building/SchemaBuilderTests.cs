using DepGraph.GraphQL.Types;
using DepGraph.GraphQL.Types.Building;

namespace DepGraph.GraphQL.Tests.Types.Building;

public sealed class SchemaBuilderTests
{
    private const string Query = "type Query { a: Int } ";

    [Fact]
    public void Root_types_are_found_by_their_default_names()
    {
        var schema = SchemaBuilder.Build("type Query { a: Int } type Mutation { a: Int } type Subscription { a: Int }");
        schema.QueryType.Name.ShouldBe("Query");
        schema.MutationType.ShouldNotBeNull().Name.ShouldBe("Mutation");
        schema.SubscriptionType.ShouldNotBeNull().Name.ShouldBe("Subscription");
    }

    [Fact]
    public void A_schema_definition_names_the_only_root_types()
    {
        var schema = SchemaBuilder.Build("\"d\" schema { query: Q } type Q { a: Int } type Mutation { a: Int }");
        schema.Description.ShouldBe("d");
        schema.QueryType.Name.ShouldBe("Q");
        schema.MutationType.ShouldBeNull();
    }

    [Fact]
    public void Extensions_add_to_what_they_extend()
    {
        var schema = SchemaBuilder.Build(
            """
            extend type Query implements I { b: Int }
            extend schema { mutation: M }
            extend enum E { B }
            extend union U = M
            extend input In { b: Int }
            schema { query: Query }
            type Query { a(e: E, i: In): U }
            type M { b: Int }
            interface I { b: Int }
            enum E { A }
            union U = Query
            input In { a: Int }
            """
        );
        schema.MutationType.ShouldNotBeNull().Name.ShouldBe("M");
        schema.QueryType.Fields.Select(f => f.Name).ShouldBe(["a", "b"]);
        schema.QueryType.Interfaces.ShouldHaveSingleItem().Name.ShouldBe("I");
        Find<EnumType>(schema, "E").Values.Select(v => v.Name).ShouldBe(["A", "B"]);
        Find<UnionType>(schema, "U").Members.Select(m => m.Name).ShouldBe(["Query", "M"]);
        Find<InputObjectType>(schema, "In").Fields.Select(f => f.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Only_built_in_scalars_in_use_are_listed()
    {
        var schema = SchemaBuilder.Build(Query);
        var scalars = schema.Types.OfType<ScalarType>().Select(t => t.Name).Order();
        scalars.ShouldBe(["Boolean", "Int", "String"]);
        schema.TryGetType("Float", out _).ShouldBeFalse();
    }

    [Fact]
    public void The_introspection_types_and_built_in_directives_are_there()
    {
        var schema = SchemaBuilder.Build(Query);
        Find<ObjectType>(schema, "__Type").Fields.Count.ShouldBe(11);
        schema.Directives.Select(d => d.Name).ShouldBe(["skip", "include", "deprecated", "specifiedBy", "oneOf"]);
    }

    [Fact]
    public void Deprecation_is_kept_with_its_reason()
    {
        var schema = SchemaBuilder.Build(
            """
            type Query { old: Int @deprecated new(a: Int @deprecated(reason: "why")): E }
            enum E { A B @deprecated(reason: "gone") }
            """
        );
        schema.QueryType.Fields[0].DeprecationReason.ShouldBe("No longer supported");
        schema.QueryType.Fields[1].DeprecationReason.ShouldBeNull();
        schema.QueryType.Fields[1].Arguments[0].DeprecationReason.ShouldBe("why");
        Find<EnumType>(schema, "E").Values.Select(v => v.DeprecationReason).ShouldBe([null, "gone"]);
    }

    [Fact]
    public void Applied_directives_have_coerced_arguments_with_defaults()
    {
        var schema = SchemaBuilder.Build(
            """
            directive @cost(weight: Int!, per: [String!] = "a", mode: M = FAST, at: P) repeatable on FIELD_DEFINITION
            enum M { FAST SLOW }
            input P { x: Float! y: Float = 2 }
            type Query { a: Int @cost(weight: 3, at: {x: 1}) @cost(weight: 4, mode: SLOW, per: ["b", "c"]) }
            """
        );
        var applied = schema.QueryType.Fields[0].Directives;
        applied.Count.ShouldBe(2);
        applied[0].Arguments["weight"].ShouldBe(3);
        applied[0].Arguments["per"].ShouldBe(new object?[] { "a" });
        applied[0].Arguments["mode"].ShouldBe("FAST");
        applied[0].Arguments["at"].ShouldBeEquivalentTo(new Dictionary<string, object?> { ["x"] = 1.0, ["y"] = 2.0 });
        applied[1].Arguments["per"].ShouldBe(new object?[] { "b", "c" });
        applied[1].Arguments.ContainsKey("at").ShouldBeFalse();
    }

    [Fact]
    public void Custom_scalars_take_description_and_address_from_the_SDL()
    {
        var scalar = new AnyScalar("Date");
        var schema = SchemaBuilder.Build(
            "type Query { a: Date } \"A day.\" scalar Date @specifiedBy(url: \"https://day.test\")",
            [scalar]
        );
        Find<ScalarType>(schema, "Date").ShouldBeSameAs(scalar);
        scalar.Description.ShouldBe("A day.");
        scalar.SpecifiedBy.ShouldBe("https://day.test");
    }

    [Fact]
    public void Possible_types_are_members_implementers_or_the_type_itself()
    {
        var schema = SchemaBuilder.Build(
            """
            interface I { a: Int }
            interface J implements I { a: Int }
            type Query implements I { a: Int u: U }
            type B implements J & I { a: Int }
            union U = Query | B
            """
        );
        Names("I").ShouldBe(["Query", "B"]);
        Names("J").ShouldBe(["B"]);
        Names("U").ShouldBe(["Query", "B"]);
        Names("B").ShouldBe(["B"]);

        IEnumerable<string> Names(string type) =>
            schema.GetPossibleTypes(Find<NamedType>(schema, type)).Select(t => t.Name);
    }

    [Fact]
    public void Meta_fields_are_found_where_they_belong()
    {
        var schema = SchemaBuilder.Build("type Query { u: U b: B } type B { a: Int } union U = B");
        schema.FindField(schema.QueryType, "__schema").ShouldNotBeNull().Type.ToString().ShouldBe("__Schema!");
        schema.FindField(schema.QueryType, "__type").ShouldNotBeNull().Type.ToString().ShouldBe("__Type");
        schema
            .FindField(Find<UnionType>(schema, "U"), "__typename")
            .ShouldNotBeNull()
            .Type.ToString()
            .ShouldBe("String!");
        schema.FindField(Find<ObjectType>(schema, "B"), "__schema").ShouldBeNull();
        schema.FindField(Find<UnionType>(schema, "U"), "a").ShouldBeNull();
    }

    private static T Find<T>(Schema schema, string name)
        where T : NamedType =>
        schema.TryGetType(name, out var type) ? type.ShouldBeAssignableTo<T>()! : throw new KeyNotFoundException(name);
}
