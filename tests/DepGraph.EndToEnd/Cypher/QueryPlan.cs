namespace DepGraph.EndToEnd.Cypher;

/// <summary>What Neo4j says to <c>EXPLAIN</c>: the operators of a plan, the last one first.</summary>
internal static class QueryPlan
{
    /// <summary>Each operator as its name, a space and its details.</summary>
    public static IEnumerable<string> Operators(IReadOnlyDictionary<string, object?> plan)
    {
        var arguments = (IReadOnlyDictionary<string, object?>)plan["args"]!;
        var name = ((string)plan["operatorType"]!).Split('@')[0];
        yield return $"{name} {arguments.GetValueOrDefault("Details")}";
        var children = (IReadOnlyList<object?>?)plan.GetValueOrDefault("children") ?? [];
        foreach (var below in children.Cast<IReadOnlyDictionary<string, object?>>().SelectMany(Operators))
        {
            yield return below;
        }
    }
}
