using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class TypeSystemParserTests
{
    [Fact]
    public void Object_types_have_interfaces_directives_and_fields_with_arguments()
    {
        var type = One<ObjectTypeDefinitionNode>(
            "\"d\" type T implements & A & B @x { \"f\" a(\"g\" b: Int = 1 @y): [T!] @z }"
        );
        type.Description.ShouldNotBeNull().Value.ShouldBe("d");
        type.Interfaces.Select(i => i.Name.Value).ShouldBe(["A", "B"]);
        type.Directives.ShouldHaveSingleItem();
        var field = type.Fields.ShouldHaveSingleItem();
        field.Description.ShouldNotBeNull().Value.ShouldBe("f");
        var argument = field.Arguments.ShouldHaveSingleItem();
        argument.DefaultValue.ShouldBeOfType<IntValueNode>();
        argument.Directives.ShouldHaveSingleItem();
    }

    [Fact]
    public void Unions_may_start_with_a_pipe() =>
        One<UnionTypeDefinitionNode>("union U = | A | B").Types.Select(t => t.Name.Value).ShouldBe(["A", "B"]);

    [Fact]
    public void Directive_definitions_tell_locations_and_whether_they_repeat()
    {
        var directive = One<DirectiveDefinitionNode>("directive @d(a: Int) repeatable on | FIELD | QUERY");
        directive.IsRepeatable.ShouldBeTrue();
        directive.Locations.Select(l => l.Value).ShouldBe(["FIELD", "QUERY"]);
        One<DirectiveDefinitionNode>("directive @d on FIELD").IsRepeatable.ShouldBeFalse();
    }

    [Fact]
    public void Schemas_name_their_root_types()
    {
        var schema = One<SchemaDefinitionNode>("\"d\" schema @x { query: Q mutation: M }");
        schema
            .OperationTypes.Select(o => (o.Operation, o.Type.Name.Value))
            .ShouldBe([(OperationKind.Query, "Q"), (OperationKind.Mutation, "M")]);
    }

    [Theory]
    [InlineData("extend schema @x")]
    [InlineData("extend schema { mutation: M }")]
    [InlineData("extend scalar S @x")]
    [InlineData("extend type T implements A")]
    [InlineData("extend type T @x")]
    [InlineData("extend type T { a: Int }")]
    [InlineData("extend interface T { a: Int }")]
    [InlineData("extend union U = A")]
    [InlineData("extend enum E { A }")]
    [InlineData("extend input I { a: Int }")]
    public void Everything_can_be_extended(string text) =>
        One<TypeSystemDefinitionNode>(text).IsExtension.ShouldBeTrue();

    [Theory]
    [InlineData("type T")]
    [InlineData("interface T")]
    [InlineData("union U")]
    [InlineData("enum E")]
    [InlineData("input I")]
    public void A_body_may_be_left_to_extensions(string text) =>
        One<TypeDefinitionNode>(text).IsExtension.ShouldBeFalse();

    private static T One<T>(string text)
        where T : DefinitionNode => Parser.Parse(text).Definitions.ShouldHaveSingleItem().ShouldBeAssignableTo<T>()!;
}
