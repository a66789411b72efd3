using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Executing-Selection-Sets</summary>
public class FieldExecutionTests
{
    private enum Size
    {
        Small,
        ExtraLarge,
    }

    private abstract record Animal(string Name);

    private sealed record Dog(string Name, bool Barks) : Animal(Name);

    private sealed record Cat(string Name, int Lives) : Animal(Name);

    private static readonly GraphQLEngine Engine = Answer.Engine(
        """
        type Query {
          text: String!
          number: Int
          flag: Boolean!
          id: ID!
          real: Float!
          size: Size!
          sizes: [Size!]!
          nothing: String
          numbers: [Int!]!
          matrix: [[Int]!]!
          animals: [Animal!]!
          pets: [Pet]
          dog: Dog!
          empty: [Dog!]!
          echo(a: Int = 7, b: [String!], size: Size = EXTRA_LARGE): String
        }
        enum Size { SMALL EXTRA_LARGE }
        interface Animal { name: String! }
        type Dog implements Animal { name: String! barks: Boolean! friend: Animal }
        type Cat implements Animal { name: String! lives: Int! }
        union Pet = Dog | Cat
        """,
        b =>
        {
            b.Enum<Size>("Size");
            Animal[] animals = [new Dog("Rex", true), new Cat("Tom", 9)];
            b.Query()
                .Field("text", _ => "a \"b\" \\ \n \u0001 é 🚨 \ud800")
                .Field("number", _ => (int?)-12)
                .Field("flag", _ => true)
                .Field("id", _ => "x1")
                .Field("real", _ => 1.5)
                .Field("size", _ => Size.ExtraLarge)
                .Field("sizes", _ => new[] { Size.Small, Size.ExtraLarge })
                .Field("nothing", _ => (string?)null)
                .Field("numbers", _ => new List<int> { 1, 2, 3 })
                .Field("matrix", _ => new int?[][] { [1, null], [] })
                .Field("animals", _ => animals)
                .Field("pets", _ => new Animal?[] { animals[1], null, animals[0] })
                .Field("dog", _ => (Dog)animals[0])
                .Field("empty", _ => Array.Empty<Dog>())
                .Field(
                    "echo",
                    (_, ctx) =>
                        $"{ctx.Argument<int?>("a")}/{string.Join(",", ctx.Argument<IReadOnlyList<string>>("b") ?? [])}/{ctx.Argument<Size>("size")}/{ctx.HasArgument("b")}"
                );
            b.Object<Dog>("Dog")
                .Field("name", d => d.Name)
                .Field("barks", d => d.Barks)
                .Field("friend", _ => animals[1]);
            b.Object<Cat>("Cat").Field("name", c => c.Name).Field("lives", c => c.Lives);
        }
    );

    [Theory]
    [InlineData("{ text }", """{"text":"a \"b\" \\ \n \u0001 é 🚨 �"}""")]
    [InlineData("{ number flag id real }", """{"number":-12,"flag":true,"id":"x1","real":1.5}""")]
    [InlineData("{ size sizes nothing }", """{"size":"EXTRA_LARGE","sizes":["SMALL","EXTRA_LARGE"],"nothing":null}""")]
    [InlineData("{ numbers matrix empty { name } }", """{"numbers":[1,2,3],"matrix":[[1,null],[]],"empty":[]}""")]
    [InlineData(
        "{ animals { __typename name ... on Dog { barks } ...C } } fragment C on Cat { lives }",
        """{"animals":[{"__typename":"Dog","name":"Rex","barks":true},{"__typename":"Cat","name":"Tom","lives":9}]}"""
    )]
    [InlineData("{ pets { ... on Animal { n: name } } }", """{"pets":[{"n":"Tom"},null,{"n":"Rex"}]}""")]
    [InlineData(
        "{ dog { friend { name } ... { barks friend { __typename } } } a: dog { name } }",
        """{"dog":{"friend":{"name":"Tom","__typename":"Cat"},"barks":true},"a":{"name":"Rex"}}"""
    )]
    [InlineData("{ dog { ... on Animal @skip(if: true) { name } } }", """{"dog":{}}""")]
    [InlineData("{ __typename }", """{"__typename":"Query"}""")]
    [InlineData("""{ echo }""", """{"echo":"7//ExtraLarge/False"}""")]
    [InlineData("""{ echo(a: null, b: "x", size: SMALL) }""", """{"echo":"/x/Small/True"}""")]
    public async Task Values_are_written_in_the_order_of_the_selection(string query, string data) =>
        (await Engine.Ask(query)).ShouldBe($$"""{"data":{{data}}}""");

    [Fact]
    public async Task Conditions_decide_about_presence_and_order()
    {
        const string query =
            "query($x: Boolean!) { flag @include(if: $x) number flag dog { name @skip(if: $x) barks ...N } } fragment N on Dog { name }";
        (await Engine.Ask(query, """{"x":true}""")).ShouldBe(
            """{"data":{"flag":true,"number":-12,"dog":{"barks":true,"name":"Rex"}}}"""
        );
        (await Engine.Ask(query, """{"x":false}""")).ShouldBe(
            """{"data":{"number":-12,"flag":true,"dog":{"name":"Rex","barks":true}}}"""
        );
        (await Engine.Ask(query, """{"x":true}""")).ShouldStartWith("""{"data":{"flag":true,"number""");
    }

    [Fact]
    public async Task Variables_reach_arguments()
    {
        const string query = "query($a: Int, $b: [String!], $s: Size) { echo(a: $a, b: $b, size: $s) }";
        (await Engine.Ask(query)).ShouldBe("""{"data":{"echo":"7//ExtraLarge/False"}}""");
        (await Engine.Ask(query, """{"a":3,"b":["p","q"],"s":"SMALL"}""")).ShouldBe(
            """{"data":{"echo":"3/p,q/Small/True"}}"""
        );
        (await Engine.Ask(query, """{"a":null,"b":"one"}""")).ShouldBe("""{"data":{"echo":"/one/ExtraLarge/True"}}""");
    }
}
