using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphQL.Tests.Binding;

public class SchemaBindingTests
{
    private enum Size
    {
        Small,
        Huge,
    }

    private sealed record Filter(string Name, Optional<int?> Limit);

    private sealed record A(string Name);

    private const string Sdl = """
        type Query { a: A all(filter: Filter): [A!]! size: Size! count: Int! }
        type A { name: String! other: String }
        enum Size { SMALL LARGE }
        input Filter { name: String! max: Int }
        union U = A
        """;

    [Fact]
    public void Everything_that_does_not_match_is_named_with_what_to_do()
    {
        var exception = Should.Throw<SchemaBindingException>(() =>
            ExecutableSchema.Create(
                Sdl,
                [],
                b =>
                {
                    b.Enum<Size>("Size").Input<Filter>("Filter");
                    b.Query()
                        .Field("a", _ => new A(""))
                        .Field("size", _ => Size.Small)
                        .Field("count", _ => "one")
                        .Field("surplus", _ => 1);
                    b.Object<string>("B");
                }
            )
        );
        string[] expected =
        [
            "enum Size: LARGE has no member in Size",
            "enum Size: Size.Huge has no value in the schema",
            "input Filter: parameter Limit of Filter has no field",
            "input Filter: max has no parameter",
            "Query.all has no resolver",
            "Query.count: the schema says Int!, the resolver gives String",
            "Query.surplus has a resolver but is not in the schema",
            "type B is bound but not in the schema",
            "type A is not bound. Add b.Object<…>(\"A\") with a .Field(…) for each of name, other",
        ];
        foreach (var problem in expected)
        {
            exception.Message.ShouldContain(problem);
        }
    }

    [Fact]
    public void An_input_bound_as_data_has_exactly_the_fields_and_types_of_the_schema()
    {
        var exception = Should.Throw<SchemaBindingException>(() =>
            ExecutableSchema.Create(
                Sdl,
                [],
                b => b.Input("Filter", [("name", "String"), ("and", "[Filter!]")]).Input("Order", [("name", "Size")])
            )
        );
        string[] expected =
        [
            "input Filter: name is bound as String but is String! in the schema",
            "input Filter: and is bound but no field. Add `and: [Filter!]`",
            "input Filter: max is not bound",
            "input Order is bound but not in the schema",
        ];
        foreach (var problem in expected)
        {
            exception.Message.ShouldContain(problem);
        }
    }

    [Fact]
    public void Object_types_of_one_CLR_type_need_a_function_that_tells_them_apart()
    {
        const string sdl = "type Query { u: U } union U = A | B type A { x: Int } type B { x: Int }";
        static void Bind(SchemaBinder b)
        {
            b.Query().Field("u", _ => new A("b"));
            b.Object<A>("A").Field("x", _ => 1);
            b.Object<A>("B").Field("x", _ => 2);
        }

        Should
            .Throw<SchemaBindingException>(() => ExecutableSchema.Create(sdl, [], Bind))
            .Message.ShouldContain("b.Abstract<A>(\"U\"");
        ExecutableSchema.Create(
            sdl,
            [],
            b =>
            {
                Bind(b);
                b.Abstract<A>("U", _ => "B");
            }
        );
    }
}
