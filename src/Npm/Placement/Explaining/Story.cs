using System.Text;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Explaining;

/// <summary>Tells why a node is where it is, in the form in which npm does: each dependent below what it depends on, indented.</summary>
internal sealed class Story(int depth)
{
    private const int NamesLength = 50;
    private readonly HashSet<Node> _told = [];

    /// <summary>The story of a node; with an edge, only of that dependent.</summary>
    public string Of(Node node, Edge? edge = null)
    {
        node = node.Source ?? node;
        return Label(node) + Dependents(node, edge, depth);
    }

    public string Of(Edge edge) => Of(edge, depth);

    /// <summary>Name and version, and below it the place.</summary>
    public static string Label(Node node)
    {
        var name = node.IsTop ? node.Manifest.PackageName ?? node.Name.Text : node.Name.Text;
        var label = $"{name}@{node.Manifest.Version}";
        return node.Location.Length == 0 ? label : $"{label}\n{node.Location}";
    }

    private string Of(Edge edge, int rest)
    {
        var text = new StringBuilder();
        if (edge.Kind != DependencyKind.Prod)
            text.Append(KindName(edge.Kind)).Append(' ');
        if (edge.From.Manifest.Bundled.Contains(edge.Name.Text))
            text.Append("bundled ");
        if (edge.Wanted.Text == edge.Declared.Text)
            text.Append(null, $"{edge.Name}@\"{edge.Declared.Text}\"");
        else
            text.Append(null, $"overridden {edge.Name}@\"{edge.Wanted.Text}\" (was \"{edge.Declared.Text}\")");
        return text.Append(" from ").Append(From(edge.From.Source ?? edge.From, rest)).ToString();
    }

    private string From(Node node, int rest)
    {
        if (node.IsProject)
            return "the root project";
        if (!_told.Add(node))
            return Label(node);
        var text = Label(node) + Dependents(node, null, rest - 1);
        _told.Remove(node);
        return text;
    }

    private string Dependents(Node node, Edge? only, int rest)
    {
        if (rest <= 0 || node.IsProject)
            return "";
        var edges = only is null ? node.EdgesIn.Where(edge => edge.IsValid || edge.From.IsRoot).ToList() : [only];
        if (edges.Count == 0)
            return "";
        var shown = (rest + 1) / 2;
        var lines = edges.Take(shown).Select(edge => Of(edge, rest)).ToList();
        if (edges.Count > shown)
            lines.Add($"{edges.Count - shown} more ({Names(edges.Skip(shown).ToList())})");
        return ("\n" + string.Join('\n', lines)).Replace("\n", "\n  ", StringComparison.Ordinal);
    }

    private static string Names(List<Edge> edges)
    {
        var names = new List<string>();
        var length = 0;
        for (var i = 0; i < edges.Count; i++)
        {
            var from = edges[i].From.Source ?? edges[i].From;
            var name = from.IsProject ? "the root project" : from.Name.Text;
            length += name.Length;
            if (length >= NamesLength && i < edges.Count - 1)
            {
                names.Add("...");
                break;
            }
            names.Add(name);
        }
        return string.Join(", ", names);
    }

    private static string KindName(DependencyKind kind) =>
        kind switch
        {
            DependencyKind.Dev => "dev",
            DependencyKind.Optional => "optional",
            DependencyKind.PeerOptional => "peerOptional",
            _ => "peer",
        };
}
