using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Tests.Language;
using DepGraph.GraphQL.Tests.Types;
using DepGraph.GraphQL.Types;
using DepGraph.GraphQL.Types.Building;
using DepGraph.GraphQL.Validation;

namespace DepGraph.GraphQL.Tests.Validation;

/// <summary>The schema that rules are tried on, and what a rule has to say about a document.</summary>
internal static class Library
{
    private const string Sdl = """
        directive @onQuery on QUERY
        directive @tag(name: String!, level: Int! = 1) repeatable on FIELD | VARIABLE_DEFINITION | FRAGMENT_DEFINITION
        scalar Any
        enum Genre { NOVEL POEM }
        interface Node { id: ID! }
        interface Named implements Node { id: ID! name: String! }
        type Author implements Node & Named { id: ID! name: String! books(first: Int = 10): [Book!]! age: Int best: Book }
        type Book implements Node & Named {
          id: ID! name: String! genre: Genre author: Author pages: Int! related(by: String!, limit: Int! = 3): [Book]
        }
        type Shelf { name: String pages: [Int] author: [Author] books: [Book!]! label: String }
        union Item = Book | Author
        union Place = Shelf
        input Range { from: Int! = 0 to: Int! }
        input Filter { genre: Genre = NOVEL pages: Range names: [String!] not: Filter }
        input Ref @oneOf { id: ID name: String }
        type Query {
          node(id: ID!): Node
          book(ref: Ref!): Book
          books(filter: Filter, first: Int! = 10, ids: [ID!]): [Book!]!
          item: Item
          place: Place
          shelf: Shelf
          values(int: Int, float: Float, string: String, boolean: Boolean, id: ID, any: Any, ints: [Int!], grid: [[Int]]): Int
          required(int: Int!): Int
        }
        type Subscription { added(genre: Genre): Book removed: Book }
        """;

    public static Schema Schema { get; } = SchemaBuilder.Build(Sdl, [new AnyScalar("Any")]);

    public static IReadOnlyList<GraphQLError> Validate(string text, int maxErrors = Validator.DefaultMaxErrors) =>
        Validator.Validate(Schema, Parser.Parse(text, ParserOptions.Trusted), maxErrors);

    public static void ShouldBeValid(string text) => Validate(text).Select(e => e.ToString()).ShouldBeEmpty();

    /// <summary>There is one error with this message, and it is at the marked places, in their order.</summary>
    public static void ShouldBeInvalid(string marked, string message)
    {
        var document = new Marked(marked);
        var error = Validate(document.Text).ShouldHaveSingleItem();
        error.Message.ShouldBe(message);
        error.Locations.Order(ByPlace).ShouldBe(document.Places);
        error.Path.ShouldBeNull();
    }

    private static Comparer<SourceLocation> ByPlace { get; } =
        Comparer<SourceLocation>.Create((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
}
