namespace DepGraph.Bolt.Tests.PackStream;

/// <summary>Compares values all the way down: entities by what they hold and not by their ids alone, floats by their bits.</summary>
internal static class SameValue
{
    public static void Check(object? expected, object? actual, string place = "value")
    {
        switch (expected, actual)
        {
            case (double left, double right):
                BitConverter.DoubleToInt64Bits(right).ShouldBe(BitConverter.DoubleToInt64Bits(left), place);
                break;
            case (byte[] left, byte[] right):
                right.ShouldBe(left, place);
                break;
            case (List<object?> left, List<object?> right):
                right.Count.ShouldBe(left.Count, place);
                for (var i = 0; i < left.Count; i++)
                {
                    Check(left[i], right[i], $"{place}[{i}]");
                }

                break;
            case (IReadOnlyDictionary<string, object?> left, IReadOnlyDictionary<string, object?> right):
                right.Keys.Order().ShouldBe(left.Keys.Order(), place);
                foreach (var (key, value) in left)
                {
                    Check(value, right[key], $"{place}.{key}");
                }

                break;
            case (INode left, INode right):
                right.Id.ShouldBe(left.Id, place);
                right.ElementId.ShouldBe(left.ElementId, place);
                right.Labels.ShouldBe(left.Labels, place);
                Check(left.Properties, right.Properties, place);
                break;
            case (IRelationship left, IRelationship right):
                right.ShouldSatisfyAllConditions(
                    () => right.Id.ShouldBe(left.Id, place),
                    () => right.ElementId.ShouldBe(left.ElementId, place),
                    () => right.StartNodeId.ShouldBe(left.StartNodeId, place),
                    () => right.StartNodeElementId.ShouldBe(left.StartNodeElementId, place),
                    () => right.EndNodeId.ShouldBe(left.EndNodeId, place),
                    () => right.EndNodeElementId.ShouldBe(left.EndNodeElementId, place),
                    () => right.Type.ShouldBe(left.Type, place)
                );
                Check(left.Properties, right.Properties, place);
                break;
            case (IPath left, IPath right):
                Check(left.Nodes.ToList<object?>(), right.Nodes.ToList<object?>(), $"{place}.nodes");
                Check(
                    left.Relationships.ToList<object?>(),
                    right.Relationships.ToList<object?>(),
                    $"{place}.relationships"
                );
                break;
            default:
                actual.ShouldBe(expected, place);
                break;
        }
    }
}
