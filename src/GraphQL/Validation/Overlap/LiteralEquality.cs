using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Overlap;

/// <summary>Whether arguments and values as written mean the same; input fields and arguments have no order.</summary>
internal static class LiteralEquality
{
    public static bool AreSame(IReadOnlyList<ArgumentNode> a, IReadOnlyList<ArgumentNode> b) =>
        AreSame(a, b, static argument => argument.Name.Value, static argument => argument.Value);

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

    private static bool AreSame(IReadOnlyList<ObjectFieldNode> a, IReadOnlyList<ObjectFieldNode> b) =>
        AreSame(a, b, static field => field.Name.Value, static field => field.Value);

    private static bool AreSame<T>(
        IReadOnlyList<T> a,
        IReadOnlyList<T> b,
        Func<T, string> nameOf,
        Func<T, ValueNode> valueOf
    )
    {
        if (a.Count != b.Count || a.Count == 0)
        {
            return a.Count == b.Count;
        }

        var others = new Dictionary<string, ValueNode>(StringComparer.Ordinal);
        foreach (var other in b)
        {
            // A name given twice is another rule's fault; here such lists are the same when they are in their order.
            if (!others.TryAdd(nameOf(other), valueOf(other)))
            {
                return a.Zip(b)
                    .All(p => nameOf(p.First) == nameOf(p.Second) && AreSame(valueOf(p.First), valueOf(p.Second)));
            }
        }

        return a.All(one => others.TryGetValue(nameOf(one), out var other) && AreSame(valueOf(one), other));
    }
}
