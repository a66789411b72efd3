using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Tests.Language;
using DepGraph.GraphQL.Tests.Types;
using DepGraph.GraphQL.Types;
using DepGraph.GraphQL.Types.Building;

namespace DepGraph.GraphQL.Tests.Types.Building;

/// <summary>Each case is added to <c>type Query { q: Int }</c> and has one fault, at the mark.</summary>
public sealed class SchemaErrorTests
{
    [Theory]
    [InlineData("type T { a: Int } type ▲T { a: Int }", "There can be only one type named \"T\".")]
    [InlineData("directive @a on FIELD directive @▲a on FIELD", "There can be only one directive named \"@a\".")]
    [InlineData("schema { query: Query } ▲schema { query: Query }", "Must provide only one schema definition.")]
    [InlineData("schema { query: Query ▲query: Query }", "There can be only one query type in schema.")]
    [InlineData("schema { query: Query mutation: ▲M }", "Unknown type \"M\".")]
    [InlineData(
        "schema { query: Query mutation: ▲I } input I { a: Int }",
        "Mutation root type must be Object type, it cannot be I."
    )]
    [InlineData("▲interface Mutation { a: Int }", "Mutation root type must be Object type, it cannot be Mutation.")]
    [InlineData("▲query { a }", "Operations and fragments are no part of a schema.")]
    [InlineData("extend type ▲T { a: Int }", "Cannot extend type \"T\" because it is not defined.")]
    [InlineData(
        "enum E { A } ▲extend type E { a: Int }",
        "Cannot extend type \"E\" as another kind than it is defined as."
    )]
    [InlineData("scalar ▲Foo", "Scalar Foo has no implementation.")]
    [InlineData("scalar ▲Int", "The built-in scalar Int cannot be defined anew.")]
    public void Definitions(string marked, string message) => ShouldHaveOneFault(marked, message);

    [Theory]
    [InlineData("▲type T", "Type T must define one or more fields.")]
    [InlineData("▲interface T", "Type T must define one or more fields.")]
    [InlineData("▲union T", "Union type T must define one or more member types.")]
    [InlineData("▲enum T", "Enum type T must define one or more values.")]
    [InlineData("▲input T", "Input Object type T must define one or more fields.")]
    [InlineData("type T { a: Int ▲a: Int }", "Field \"T.a\" can only be defined once.")]
    [InlineData("type T { a(b: Int ▲b: Int): Int }", "Argument \"T.a(b:)\" can only be defined once.")]
    [InlineData("directive @t(b: Int ▲b: Int) on FIELD", "Argument \"@t(b:)\" can only be defined once.")]
    [InlineData("input T { a: Int ▲a: Int }", "Field \"T.a\" can only be defined once.")]
    [InlineData("enum T { A ▲A }", "Enum value \"T.A\" can only be defined once.")]
    [InlineData("type T { a: ▲Querry }", "Unknown type \"Querry\". Did you mean \"Query\"?")]
    [InlineData("type T { a(b: [▲Zzzz!]): Int }", "Unknown type \"Zzzz\".")]
    [InlineData("type T { a: ▲I } input I { a: Int }", "The type of T.a must be Output Type but got: I.")]
    [InlineData("type T { a(b: ▲[Query]): Int }", "The type of T.a(b:) must be Input Type but got: [Query].")]
    [InlineData("input T { a: ▲Query }", "The type of T.a must be Input Type but got: Query.")]
    [InlineData("directive @t(a: ▲Query!) on FIELD", "The type of @t(a:) must be Input Type but got: Query!.")]
    [InlineData("union T = Query | ▲Query", "Union type T can only include type Query once.")]
    [InlineData(
        "union T = ▲I interface I { a: Int }",
        "Union type T can only include Object types, it cannot include I."
    )]
    public void Members(string marked, string message) => ShouldHaveOneFault(marked, message);

    [Theory]
    [InlineData("▲type __T { a: Int }", "__T")]
    [InlineData("type T { ▲__a: Int }", "__a")]
    [InlineData("type T { a(▲__b: Int): Int }", "__b")]
    [InlineData("input T { ▲__a: Int }", "__a")]
    [InlineData("enum T { ▲__A }", "__A")]
    [InlineData("▲directive @__d on FIELD", "__d")]
    public void Names_with_two_underscores_belong_to_introspection(string marked, string name) =>
        ShouldHaveOneFault(
            marked,
            $"Name \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection."
        );

    [Theory]
    [InlineData("▲type T implements I { b: Int }", "Interface field I.a expected but T does not provide it.")]
    [InlineData(
        "type T implements I { a(b: Int): ▲Int }",
        "Interface field I.a expects type String but T.a is type Int."
    )]
    [InlineData(
        "type T implements I { ▲a: String }",
        "Interface field argument I.a(b:) expected but T.a does not provide it."
    )]
    [InlineData(
        "type T implements I { a(▲b: Int!): String }",
        "Interface field argument I.a(b:) expects type Int but T.a(b:) is type Int!."
    )]
    [InlineData(
        "type T implements I { a(b: Int ▲c: Int!): String }",
        "Argument \"T.a(c:)\" must not be required type \"Int!\" if not provided by the Interface field \"I.a\"."
    )]
    [InlineData(
        "type T implements I { ▲a(b: Int): String @deprecated }",
        "Interface field I.a is not deprecated, so implementation field T.a must not be deprecated."
    )]
    [InlineData("type T implements I & ▲I { a(b: Int): String }", "Type T can only implement I once.")]
    [InlineData(
        "type T implements ▲Query { q: Int }",
        "Type T must only implement Interface types, it cannot implement Query."
    )]
    [InlineData(
        "interface T implements ▲T { q: Int }",
        "Type T cannot implement itself because it would create a circular reference."
    )]
    [InlineData(
        "interface J implements I { a(b: Int): String } ▲type T implements J { a(b: Int): String }",
        "Type T must implement I because it is implemented by J."
    )]
    public void Interfaces(string marked, string message) =>
        ShouldHaveOneFault(marked + " interface I { a(b: Int): String }", message);

    [Theory]
    [InlineData("interface I { a: I b: [I] c: U } type T implements I { a: T! b: [T!]! c: Query } union U = Query")]
    [InlineData("interface I { a(b: Int): Int } type T implements I { a(b: Int, c: Int! = 1, d: Int): Int! }")]
    [InlineData("interface I { a: Int } interface J implements I { a: Int! } type T implements I & J { a: Int! }")]
    public void Implementations_may_be_more_exact(string sdl) => Build(sdl).ShouldNotBeNull();

    [Theory]
    [InlineData(
        "input T { ▲a: T! }",
        "Input Object T cannot be provided a finite value because it references itself through fields: T.a."
    )]
    [InlineData(
        "input T { ▲a: V! } input V { b: T! }",
        "Input Object T cannot be provided a finite value because it references itself through fields: T.a, V.b."
    )]
    [InlineData(
        "input T @oneOf { ▲a: T }",
        "Input Object T cannot be provided a finite value because it references itself through fields: T.a."
    )]
    [InlineData("input T @oneOf { ▲a: Int! b: Int }", "OneOf input field T.a must be nullable.")]
    [InlineData("input T @oneOf { ▲a: Int = 1 }", "OneOf input field T.a cannot have a default value.")]
    [InlineData(
        "input T { ▲a: T = {} }",
        "Invalid circular reference. The default value of Input Object field T.a references itself."
    )]
    [InlineData(
        "input T { ▲a: V = {} } input V { b: [T] = [{}] }",
        "Invalid circular reference. The default value of Input Object field T.a references itself via the default values of: V.b."
    )]
    public void Input_objects(string marked, string message) => ShouldHaveOneFault(marked, message);

    [Theory]
    [InlineData("input T { a: T b: [T!]! }")]
    [InlineData("input T { a: V! } input V { b: T }")]
    [InlineData("input T @oneOf { a: T b: Int }")]
    [InlineData("input T { a: V = {b: null} } input V { b: T = {a: null} }")]
    public void Input_objects_may_refer_to_themselves_where_a_value_can_end(string sdl) => Build(sdl).ShouldNotBeNull();

    [Theory]
    [InlineData(
        "type T { a(b: Int = ▲\"x\"): Int }",
        "T.a(b:) has invalid default value: Int cannot represent non-integer value: \"x\""
    )]
    [InlineData(
        "input T { a: [E!] = [A, ▲B] } enum E { A }",
        "T.a has invalid default value: Value \"B\" does not exist in \"E\" enum. Did you mean the enum value \"A\"?"
    )]
    [InlineData(
        "directive @t(a: Int! = ▲null) on FIELD",
        "@t(a:) has invalid default value: Expected value of non-null type \"Int!\" not to be null."
    )]
    public void Defaults(string marked, string message) => ShouldHaveOneFault(marked, message);

    [Theory]
    [InlineData("type T { a(▲b: Int! @deprecated): Int }", "Required argument T.a(b:) cannot be deprecated.")]
    [InlineData("input T { ▲a: Int! @deprecated b: Int }", "Required input field T.a cannot be deprecated.")]
    [InlineData("directive @t(▲a: Int! @deprecated) on FIELD", "Required argument @t(a:) cannot be deprecated.")]
    public void Deprecation(string marked, string message) => ShouldHaveOneFault(marked, message);

    [Theory]
    [InlineData("type T ▲@nope { a: Int }", "Unknown directive \"@nope\".")]
    [InlineData("type T ▲@onField { a: Int }", "Directive \"@onField\" may not be used on OBJECT.")]
    [InlineData(
        "type T { a: Int @onField ▲@onField }",
        "The directive \"@onField\" can only be used once at this location."
    )]
    [InlineData(
        "type T @onType extend type T ▲@onType { a: Int }",
        "The directive \"@onType\" can only be used once at this location."
    )]
    [InlineData(
        "type T { a: Int ▲@needs }",
        "Argument \"@needs(a:)\" of type \"Int!\" is required, but it was not provided."
    )]
    [InlineData("type T { a: Int @needs(a: ▲true) }", "Int cannot represent non-integer value: true")]
    [InlineData(
        "type T { a: Int @needs(a: 1, ▲b: 1) }",
        "Unknown argument \"b\" on directive \"@needs\". Did you mean \"a\"?"
    )]
    [InlineData("type T { a: Int @needs(a: 1, ▲a: 1) }", "There can be only one argument named \"a\".")]
    [InlineData(
        "▲directive @self(a: Int @self) on ARGUMENT_DEFINITION",
        "Directive @self cannot reference itself, directly or indirectly."
    )]
    [InlineData(
        "▲directive @self(a: In) on INPUT_FIELD_DEFINITION input In { a: Int @self }",
        "Directive @self cannot reference itself, directly or indirectly."
    )]
    public void Directives(string marked, string message) =>
        ShouldHaveOneFault(
            marked
                + " directive @onField on FIELD_DEFINITION directive @needs(a: Int!) on FIELD_DEFINITION directive @onType on OBJECT",
            message
        );

    [Fact]
    public void A_query_root_type_must_be_there() =>
        Should
            .Throw<SchemaException>(() => SchemaBuilder.Build("type T { a: Int }"))
            .Errors.ShouldHaveSingleItem()
            .Message.ShouldBe("Query root type must be provided.");

    [Fact]
    public void Root_types_must_differ() =>
        Should
            .Throw<SchemaException>(() => SchemaBuilder.Build("schema { query: T mutation: T } type T { a: Int }"))
            .Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("All root types must be different");

    [Fact]
    public void An_implementation_without_a_scalar_in_the_SDL_is_a_fault() =>
        Should
            .Throw<SchemaException>(() => SchemaBuilder.Build("type Query { a: Int }", [new AnyScalar("Date")]))
            .Errors.ShouldHaveSingleItem()
            .Message.ShouldContain("Date");

    [Fact]
    public void Text_that_does_not_parse_is_one_fault_with_its_place() =>
        Should
            .Throw<SchemaException>(() => SchemaBuilder.Build("type Query {\n a: }"))
            .Errors.ShouldHaveSingleItem()
            .Location.ShouldBe(new SourceLocation(2, 5));

    [Fact]
    public void All_faults_come_together_in_the_order_of_the_text()
    {
        var exception = Should.Throw<SchemaException>(() =>
            SchemaBuilder.Build("type Query { a: Nope }\nenum E\ntype T { a: Int @nope }")
        );
        exception.Errors.Select(e => e.Location!.Value.Line).ShouldBe([1, 2, 3]);
        exception.Message.ShouldContain("Enum type E must define one or more values. (line 2, column 1)");
    }

    private static Schema Build(string sdl) => SchemaBuilder.Build(sdl + " type Query { q: Int }");

    private static void ShouldHaveOneFault(string marked, string message)
    {
        var sdl = new Marked(marked);
        var error = Should.Throw<SchemaException>(() => Build(sdl.Text)).Errors.ShouldHaveSingleItem();
        error.Message.ShouldBe(message);
        error.Location.ShouldBe(sdl.Places.ShouldHaveSingleItem());
    }
}
