namespace DepGraph.Bolt.Tests.PackStream;

public class EntityTests
{
    private const string Name = "A1 84 6E 61 6D 65 87 65 78 61 6D 70 6C 65";

    [Fact]
    public void A_node_of_Bolt_5_has_an_element_id()
    {
        var node = Packed
            .Value(Packed.Bytes($"B4 4E 03 92 87 45 78 61 6D 70 6C 65 84 4E 6F 64 65 {Name} 86 61 62 63 31 32 33"))
            .ShouldBeAssignableTo<INode>()!;
        node.Id.ShouldBe(3);
        node.ElementId.ShouldBe("abc123");
        node.Labels.ShouldBe(["Example", "Node"]);
        node.Properties.ShouldBe(new Dictionary<string, object?> { ["name"] = "example" });
        node["name"].ShouldBe("example");
        Should.Throw<KeyNotFoundException>(() => node["age"]);
        node.ToString().ShouldBe("(abc123:Example:Node)");
    }

    [Fact]
    public void A_node_of_Bolt_4_has_its_number_for_an_element_id()
    {
        var node = Packed.Read(Packed.Bytes($"B3 4E 03 91 81 41 {Name}"), (ref reader) => reader.ReadNode());
        node.Id.ShouldBe(3);
        node.ElementId.ShouldBe("3");
    }

    [Fact]
    public void A_relationship_of_Bolt_5_has_element_ids()
    {
        var relationship = Packed
            .Value(
                Packed.Bytes(
                    $"""
                    B8 52 0B 02 03 85 4B 4E 4F 57 53 {Name}
                    86 61 62 63 31 32 33 86 64 65 66 34 35 36 86 67 68 69 37 38 39
                    """
                )
            )
            .ShouldBeAssignableTo<IRelationship>()!;
        relationship.Id.ShouldBe(11);
        relationship.StartNodeId.ShouldBe(2);
        relationship.EndNodeId.ShouldBe(3);
        relationship.Type.ShouldBe("KNOWS");
        relationship["name"].ShouldBe("example");
        relationship.ElementId.ShouldBe("abc123");
        relationship.StartNodeElementId.ShouldBe("def456");
        relationship.EndNodeElementId.ShouldBe("ghi789");
        relationship.ToString().ShouldBe("(def456)-[abc123:KNOWS]->(ghi789)");
    }

    [Fact]
    public void A_relationship_of_Bolt_4_has_numbers_for_element_ids()
    {
        var relationship = Packed.Read(
            Packed.Bytes("B5 52 0B 02 03 85 4B 4E 4F 57 53 A0"),
            (ref reader) => reader.ReadRelationship()
        );
        relationship.ElementId.ShouldBe("11");
        relationship.StartNodeElementId.ShouldBe("2");
        relationship.EndNodeElementId.ShouldBe("3");
    }

    /// <summary>The specification's own example, which walks one relationship there and back.</summary>
    [Theory]
    [InlineData("B3 4E {0} 90 A0", "B3 72 {0} 81 52 A0")]
    [InlineData("B4 4E {0} 90 A0 81 65", "B4 72 {0} 81 52 A0 82 65 65")]
    public void A_path_is_walked_along_and_against_its_relationships(string node, string relationship)
    {
        var bytes = $"""
            B3 50 93 {In(node, "2A")} {In(node, "C9 00 45")} {In(node, "01")}
            92 {In(relationship, "C9 03 E8")} {In(relationship, "C9 03 E9")}
            96 01 01 FF 00 FE 02
            """;
        var path = Packed.Value(Packed.Bytes(bytes)).ShouldBeAssignableTo<IPath>()!;
        path.Nodes.Select(each => each.Id).ShouldBe([42, 69, 42, 1]);
        path.Relationships.Select(each => each.Id).ShouldBe([1000, 1000, 1001]);
        path.Relationships.Select(each => (each.StartNodeId, each.EndNodeId)).ShouldBe([(42, 69), (42, 69), (1, 42)]);
        path.Start.Id.ShouldBe(42);
        path.End.Id.ShouldBe(1);

        static string In(string form, string id) => form.Replace("{0}", id, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_without_steps_starts_and_ends_with_its_node()
    {
        var path = Packed.Read(Packed.Bytes("B3 50 91 B3 4E 07 91 81 41 A0 90 90"), (ref reader) => reader.ReadPath());
        path.Start.ShouldBeSameAs(path.End);
        path.Relationships.ShouldBeEmpty();
        path.ToString().ShouldBe("(7:A)");
    }

    [Fact]
    public void A_path_is_told_with_the_direction_of_each_step()
    {
        var path = Packed.Read(
            Packed.Bytes("B3 50 92 B3 4E 01 91 81 41 A0 B3 4E 02 91 81 42 A0 91 B3 72 07 81 52 A0 94 01 01 FF 00"),
            (ref reader) => reader.ReadPath()
        );
        path.ToString().ShouldBe("(1:A)-[7:R]->(2:B)<-[7:R]-(1:A)");
    }

    [Theory]
    [InlineData("90 90 90", "A Path has 0 nodes and 0 indices")]
    [InlineData("91 N 91 R 91 01", "A Path has 1 nodes and 1 indices")]
    [InlineData("91 N 91 R 92 00 00", "The relationship of a step is 0; they count from 1")]
    [InlineData("91 N 91 R 92 02 00", "The relationship of a step is 2; it has to be -1 to 1")]
    [InlineData("91 N 91 R 92 FE 00", "The relationship of a step is -2; it has to be -1 to 1")]
    [InlineData("91 N 91 R 92 CB 80 00 00 00 00 00 00 00 00", "The relationship of a step is -9223372036854775808")]
    [InlineData("91 N 91 R 92 01 01", "The node of a step is 1; it has to be 0 to 0")]
    [InlineData("91 N 91 R 92 01 FF", "The node of a step is -1; it has to be 0 to 0")]
    [InlineData("91 N 90 92 01 00", "The relationship of a step is 1; it has to be 0 to 0")]
    [InlineData("91 B3 72 07 81 52 A0 90 90", "Wanted Node, but found a structure with tag 72")]
    [InlineData("91 N 91 N 90", "Wanted UnboundRelationship, but found a structure with tag 4E")]
    [InlineData("91 01 90 90 C0 C0 C0", "Wanted Structure, but found Integer")]
    public void A_path_that_leads_nowhere_is_refused(string fields, string message) =>
        Packed
            .Refuse(
                Packed.Bytes(
                    "B3 50 "
                        + fields
                            .Replace("N", "B3 4E 01 90 A0", StringComparison.Ordinal)
                            .Replace("R", "B3 72 07 81 52 A0", StringComparison.Ordinal)
                )
            )
            .Message.ShouldStartWith(message);

    [Fact]
    public void An_unbound_relationship_outside_of_a_path_is_refused() =>
        Packed.Refuse(Packed.Bytes("B3 72 07 81 52 A0")).Message.ShouldContain("unknown structure with tag 72");

    [Fact]
    public void Entities_are_equal_by_their_element_ids()
    {
        var none = new Dictionary<string, object?>();
        INode node = new Node(1, "a", [], none);
        node.ShouldBe(new Node(2, "a", ["L"], none));
        node.ShouldNotBe(new Node(1, "b", [], none));
        node.GetHashCode().ShouldBe(new Node(2, "a", ["L"], none).GetHashCode());

        IRelationship relationship = new Relationship(1, "a", 1, "a", 1, "a", "R", none);
        relationship.ShouldBe(new Relationship(2, "a", 5, "x", 6, "y", "S", none));
        relationship.ShouldNotBe(new Relationship(1, "b", 1, "a", 1, "a", "R", none));
        relationship.Equals(node).ShouldBeFalse();

        IPath path = new GraphPath([node, node], [relationship]);
        path.ShouldBe(new GraphPath([node, node], [relationship]));
        path.GetHashCode().ShouldBe(new GraphPath([node, node], [relationship]).GetHashCode());
        path.ShouldNotBe(new GraphPath([node], []));
    }
}
