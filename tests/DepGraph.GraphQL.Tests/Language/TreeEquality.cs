using System.Collections;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

/// <summary>Compares syntax trees by what they say: everything but places and the choice between plain and block quotes.</summary>
internal static class TreeEquality
{
    public static bool AreSame(object? a, object? b)
    {
        if (a is null || b is null || a is string || a.GetType().IsPrimitive || a.GetType().IsEnum)
        {
            return Equals(a, b);
        }

        if (a is IEnumerable x && b is IEnumerable y)
        {
            var (left, right) = (x.Cast<object?>().ToArray(), y.Cast<object?>().ToArray());
            return left.Length == right.Length && left.Zip(right).All(p => AreSame(p.First, p.Second));
        }

        return a.GetType() == b.GetType()
            && a.GetType()
                .GetProperties()
                .Where(p =>
                    p.Name is not (nameof(AstNode.Start) or nameof(AstNode.End) or nameof(StringValueNode.IsBlock))
                )
                .Where(p => p.PropertyType != typeof(Source))
                .All(p => AreSame(p.GetValue(a), p.GetValue(b)));
    }
}
