using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class PrinterTests
{
    [Fact]
    public void A_request_is_laid_out_with_two_spaces() =>
        Printer
            .Print(
                Parser.Parse("query Q($a:Int=1@x){a:b(c:[1 {d:$a}])@y{...F...on T{e}...@z{f}}}fragment F on T{g}{h}")
            )
            .ShouldBe(
                """
                query Q($a: Int = 1 @x) {
                  a: b(c: [1, {d: $a}]) @y {
                    ...F
                    ... on T {
                      e
                    }
                    ... @z {
                      f
                    }
                  }
                }

                fragment F on T {
                  g
                }

                {
                  h
                }

                """
            );

    [Theory]
    [InlineData("enum E query { a }", "enum E\n\nquery {\n  a\n}\n")]
    [InlineData("extend schema @x query { a }", "extend schema @x\n\nquery {\n  a\n}\n")]
    [InlineData("enum E { A } query { a }", "enum E {\n  A\n}\n\n{\n  a\n}\n")]
    public void A_query_that_would_be_read_as_the_body_before_it_keeps_its_keyword(string text, string printed) =>
        Printer.Print(Parser.Parse(text)).ShouldBe(printed);

    [Fact]
    public void A_schema_is_laid_out_with_two_spaces() =>
        Printer
            .Print(
                Parser.Parse(
                    "\"\"\"d\"\"\"type T implements A&B@x{\"f\"a(\"g\"b:Int=1 c:Int):[T!]! i(j:Int):Int}extend union U=A|B enum E{A B@y}"
                        + "input I{a:Int={b:1}}directive@d(a:Int)repeatable on FIELD|QUERY schema{query:Q}scalar S@x(a:\"b\")"
                )
            )
            .ShouldBe(
                """"
                """
                d
                """
                type T implements A & B @x {
                  "f"
                  a(
                    "g"
                    b: Int = 1
                    c: Int
                  ): [T!]!
                  i(j: Int): Int
                }

                extend union U = A | B

                enum E {
                  A
                  B @y
                }

                input I {
                  a: Int = {b: 1}
                }

                directive @d(a: Int) repeatable on FIELD | QUERY

                schema {
                  query: Q
                }

                scalar S @x(a: "b")

                """"
            );

    [Fact]
    public void Control_characters_and_quotes_are_escaped() =>
        Printer.Print(new StringValueNode("\"\\\b\f\n\r\t\u0007é😀")).ShouldBe("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0007é😀\"");
}
