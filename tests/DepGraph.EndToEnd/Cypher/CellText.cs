using System.Collections;
using System.Globalization;
using System.Text;
using DepGraph.Bolt;

namespace DepGraph.EndToEnd.Cypher;

/// <summary>Values of Neo4j as the page's tables show them.</summary>
internal static class CellText
{
    public static string Of(object? value) =>
        value switch
        {
            null => "null",
            string text => text,
            bool truth => truth ? "true" : "false",
            IPath path => OfPath(path),
            IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Of)),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string OfPath(IPath path)
    {
        var text = new StringBuilder(OfNode(path.Nodes[0]));
        for (var i = 0; i < path.Relationships.Count; i++)
        {
            var step = path.Relationships[i];
            var line = step.Properties.TryGetValue("range", out var range) ? $"—{range}—" : "—";
            var isAgainst = step.EndNodeElementId == path.Nodes[i].ElementId;
            text.Append(' ').Append(isAgainst ? $"←{line}" : $"{line}→").Append(' ').Append(OfNode(path.Nodes[i + 1]));
        }

        return text.ToString();
    }

    private static string OfNode(INode node) =>
        (string)(node.Labels.Contains("Version") ? node["version"] : node["name"])!;
}
