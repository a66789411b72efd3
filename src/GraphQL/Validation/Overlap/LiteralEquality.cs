using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Overlap;

/// <summary>Whether arguments and values as written mean the same; input fields and arguments have no order.</summary>
internal static class LiteralEquality
{
    public static bool AreSame(IReadOnlyList<ArgumentNode> a, IReadOnlyList<ArgumentNode> b)
    {
        if (a.Count != b.Count || a.Count == 0)
        {
            return a.Count == b.Count;
        }

        var others = new Dictionary<string, ValueNode>(StringComparer.Ordinal);
        foreach (var argument in b)
        {
            others[argument.Name.Value] = argument.Value;
        }

        return a.All(argument =>
            others.TryGetValue(argument.Name.Value, out var other) && AreSame(argument.Value, other)
        );
    }

    private static bool AreSame(ValueNode a, ValueNode b) =>
        (a, b) switch
        {
            (VariableNode x, VariableNode y) => x.Name.Value == y.Name.Value,
            (IntValueNode x, IntValueNode y) => x.Text == y.Text,
            (FloatValueNode x, FloatValueNode y) => x.Text == y.Text,
            (StringValueNode x, StringValueNode y) => x.Value == y.Value,
            (BooleanValueNode x, BooleanValueNode y) => x.Value == y.Value,
            (EnumValueNode x, EnumValueNode y) => x.Value == y.Value,
            (NullValueNode, NullValueNode) => true,
            (ListValueNode x, ListValueNode y) => AreSame(x.Values, y.Values),
            (ObjectValueNode x, ObjectValueNode y) => AreSame(x.Fields, y.Fields),
            _ => false,
        };

    private static bool AreSame(IReadOnlyList<ValueNode> a, IReadOnlyList<ValueNode> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => AreSame(pair.First, pair.Second));

    private static bool AreSame(IReadOnlyList<ObjectFieldNode> a, IReadOnlyList<ObjectFieldNode> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        var others = new Dictionary<string, ValueNode>(StringComparer.Ordinal);
        foreach (var field in b)
        {
            others[field.Name.Value] = field.Value;
        }

        return a.All(field => others.TryGetValue(field.Name.Value, out var other) && AreSame(field.Value, other));
    }
}
