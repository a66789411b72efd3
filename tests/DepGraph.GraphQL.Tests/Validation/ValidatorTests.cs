using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Validation;

public sealed class ValidatorTests
{
    [Fact]
    public void Errors_come_in_the_order_of_the_document() =>
        Library
            .Validate("query A($unused: Int) { nope1 shelf { nope2 @nope3 } nope4 }")
            .Select(e => e.Locations[0].Column)
            .ShouldBe([9, 25, 39, 45, 54]);

    [Fact]
    public void Looking_ends_when_there_are_too_many()
    {
        var text = $"{{ {string.Concat(Enumerable.Range(0, 50).Select(i => $"a{i} "))} }}";
        Library.Validate(text, maxErrors: 50).Count.ShouldBe(50);
        var errors = Library.Validate(text, maxErrors: 10);
        errors.Count.ShouldBe(11);
        errors[^1].Message.ShouldBe("Too many validation errors, error limit reached. Validation aborted.");
        errors[^1].Locations.ShouldBeEmpty();
    }

    [Fact]
    public void The_introspection_query_of_tools_is_valid() =>
        Library.ShouldBeValid(
            """
            query IntrospectionQuery {
              __schema { description queryType { name kind } types { ...FullType } directives { name isRepeatable locations args(includeDeprecated: true) { ...InputValue } } }
            }
            fragment FullType on __Type {
              kind name description isOneOf specifiedByURL
              fields(includeDeprecated: true) { name args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
              inputFields { ...InputValue } interfaces { ...TypeRef } enumValues { name } possibleTypes { ...TypeRef }
            }
            fragment InputValue on __InputValue { name type { ...TypeRef } defaultValue }
            fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name } } }
            """
        );

    [Fact]
    public void Names_too_long_to_be_mistyped_get_no_suggestion() =>
        Library
            .Validate($"{{ {new string('n', 5000)} }}")
            .ShouldHaveSingleItem()
            .Message.ShouldNotContain("Did you mean");

    [Fact]
    public void Values_nested_to_the_limit_are_walked()
    {
        var depth = ParserOptions.Default.MaxDepth - 2;
        var value = string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));
        Library.ShouldBeValid($"{{ values(any: {value}) }}");
    }
}
