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
        exception.Problems.ShouldBe(
            [
                "enum Size: LARGE has no member in Size. Add `Large` to it, or take the value away.",
                "enum Size: Size.Huge has no value in the schema. Add `HUGE` to the enum, or take the member away.",
                "type B is bound but not in the schema. Add `type B { … }`, or take its binding away.",
                "Query.count: the schema says Int!, the resolver gives string. Have it give int, or change the schema.",
                "Query.surplus has a resolver but is not in the schema. Add `surplus: Int!` (the resolver gives int) to type Query, or take the resolver away.",
                "Query.all has no resolver. Add .Field(\"all\", …) to b.Object<Root>(\"Query\"): the field is [A!]!, so the resolver gives IReadOnlyList<A>.",
                "type A is not bound. Add b.Object<…>(\"A\") over the CLR class of its values, with .Field(\"name\", …), .Field(\"other\", …).",
                "input Filter: parameter Limit of Filter has no field. Add `limit: Int` to the input, or take the parameter away.",
                "input Filter: max has no parameter. Add `int? max` to the constructor of Filter, or take the field away.",
            ],
            ignoreOrder: true
        );
    }

    private sealed record Wrong(int Name, Optional<IReadOnlyList<string>> Sizes, Size? Size, string Filter);

    [Fact]
    public void An_inputs_parameter_of_another_type_is_named_at_the_start()
    {
        const string sdl = """
            type Query { q(wrong: Wrong): Int }
            enum Size { SMALL HUGE }
            input Wrong { name: String! sizes: [Size!] size: Size filter: Wrong }
            """;
        Should
            .Throw<SchemaBindingException>(() =>
                ExecutableSchema.Create(
                    sdl,
                    [],
                    b => b.Input<Wrong>("Wrong").Enum<Size>("Size").Query().Field("q", _ => (int?)1)
                )
            )
            .Problems.ShouldBe([
                "input Wrong: name is String! in the schema, parameter Name of Wrong is int. Make it string, or change the schema.",
                "input Wrong: sizes is [Size!] in the schema, parameter Sizes of Wrong is Optional<IReadOnlyList<string>>. Make it IReadOnlyList<Size>?, or change the schema.",
                "input Wrong: filter is Wrong in the schema, parameter Filter of Wrong is string. Make it Wrong?, or change the schema.",
            ]);
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
