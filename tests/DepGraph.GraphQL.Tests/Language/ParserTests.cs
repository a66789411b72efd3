using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class ParserTests
{
    [Fact]
    public void A_selection_set_alone_is_a_query_without_a_name()
    {
        var operation = Operation("{ a }");
        operation.Operation.ShouldBe(OperationKind.Query);
        operation.Name.ShouldBeNull();
        operation.SelectionSet.Selections.ShouldHaveSingleItem();
    }

    [Fact]
    public void Operations_have_descriptions_names_variables_and_directives()
    {
        var operation = Operation("\"why\" mutation M(\"what\" $a: [Int!]! = [1] @x, $b: T) @y(z: $a) { f(a: $a) }");
        operation.Operation.ShouldBe(OperationKind.Mutation);
        operation.Description.ShouldNotBeNull().Value.ShouldBe("why");
        operation.Name.ShouldNotBeNull().Value.ShouldBe("M");
        operation.Directives.ShouldHaveSingleItem().Name.Value.ShouldBe("y");
        var variable = operation.VariableDefinitions[0];
        variable.Description.ShouldNotBeNull().Value.ShouldBe("what");
        Printer.Print(variable.Type).ShouldBe("[Int!]!");
        variable.DefaultValue.ShouldBeOfType<ListValueNode>();
        variable.Directives.ShouldHaveSingleItem();
        operation.VariableDefinitions[1].DefaultValue.ShouldBeNull();
    }

    [Fact]
    public void Fields_have_aliases_arguments_directives_and_selections()
    {
        var field = Operation("{ a: b(c: 1, d: $e) @f { g } }").SelectionSet.Selections[0].ShouldBeOfType<FieldNode>();
        field.ResponseKey.ShouldBe("a");
        field.Name.Value.ShouldBe("b");
        field.Arguments.Select(a => a.Name.Value).ShouldBe(["c", "d"]);
        field.Arguments[1].Value.ShouldBeOfType<VariableNode>().Name.Value.ShouldBe("e");
        field.Directives.ShouldHaveSingleItem();
        field.SelectionSet.ShouldNotBeNull().Selections.ShouldHaveSingleItem();
    }

    [Fact]
    public void Fragments_are_spread_inlined_and_defined()
    {
        var document = Parser.Parse("{ ...F @a ... on T { b } ... @c { d } } fragment F on T { e }");
        var selections = document.Definitions[0].ShouldBeOfType<OperationDefinitionNode>().SelectionSet.Selections;
        selections[0].ShouldBeOfType<FragmentSpreadNode>().Name.Value.ShouldBe("F");
        selections[1].ShouldBeOfType<InlineFragmentNode>().TypeCondition.ShouldNotBeNull().Name.Value.ShouldBe("T");
        selections[2].ShouldBeOfType<InlineFragmentNode>().TypeCondition.ShouldBeNull();
        document.Definitions[1].ShouldBeOfType<FragmentDefinitionNode>().TypeCondition.Name.Value.ShouldBe("T");
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        var list = Parser.ParseValue("[1 2.5 \"s\" true false null E $v [] {a: {}}]").ShouldBeOfType<ListValueNode>();
        list.Values.Select(v => v.GetType())
            .ShouldBe([
                typeof(IntValueNode),
                typeof(FloatValueNode),
                typeof(StringValueNode),
                typeof(BooleanValueNode),
                typeof(BooleanValueNode),
                typeof(NullValueNode),
                typeof(EnumValueNode),
                typeof(VariableNode),
                typeof(ListValueNode),
                typeof(ObjectValueNode),
            ]);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("fragment")]
    [InlineData("on")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("type")]
    [InlineData("extend")]
    public void Keywords_are_names_too(string word)
    {
        Operation($"query {word}(${word}: {word}) {{ {word}: {word}({word}: ${word}) @{word} }}");
        Parser.Parse($"type {word} {{ {word}({word}: {word}): {word} }}").Definitions.ShouldHaveSingleItem();
    }

    [Fact]
    public void Commas_comments_blanks_and_byte_order_marks_do_not_matter()
    {
        var plain = Printer.Print(Parser.Parse("{ a(b: 1, c: 2) { d } }"));
        Printer.Print(Parser.Parse("\uFEFF,,{\r\n# {\r\ta(b:1,c:2){,d,}}# }")).ShouldBe(plain);
    }

    [Fact]
    public void Nodes_know_where_they_stand()
    {
        const string text = "query Q { a { b(c: [1]) } }";
        var operation = Operation(text);
        Cut(operation).ShouldBe(text);
        var a = operation.SelectionSet.Selections[0].ShouldBeOfType<FieldNode>();
        Cut(a).ShouldBe("a { b(c: [1]) }");
        Cut(a.SelectionSet!).ShouldBe("{ b(c: [1]) }");
        Cut(a.SelectionSet!.Selections[0].ShouldBeOfType<FieldNode>().Arguments[0]).ShouldBe("c: [1]");

        string Cut(AstNode node) => text[node.Start..node.End];
    }

    private static OperationDefinitionNode Operation(string text) =>
        Parser.Parse(text).Definitions.ShouldHaveSingleItem().ShouldBeOfType<OperationDefinitionNode>();
}
