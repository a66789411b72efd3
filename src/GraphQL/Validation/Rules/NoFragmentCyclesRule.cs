using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>
/// No fragment spreads itself, directly or through others. Goes depth first over spreads, on a stack of its own: chains of
/// fragments may be as long as the document. https://spec.graphql.org/September2025/#sec-Fragment-Spreads-Must-Not-Form-Cycles
/// </summary>
internal sealed class NoFragmentCyclesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    /// <summary>Fragments that the current path goes through: where in the path their own spreads stand.</summary>
    private readonly Dictionary<string, int> _depthOf = new(StringComparer.Ordinal);

    public override void LeaveDocument(DocumentNode document)
    {
        foreach (var fragment in document.Definitions.OfType<FragmentDefinitionNode>())
        {
            if (_visited.Add(fragment.Name.Value))
            {
                Search(fragment);
            }
        }
    }

    private void Search(FragmentDefinitionNode start)
    {
        var path = new List<Step> { new(start, Context.ContentsOf(start).Spreads) };
        _depthOf[start.Name.Value] = 0;
        while (path.Count > 0)
        {
            var step = path[^1];
            if (step.Next == step.Spreads.Count)
            {
                _depthOf.Remove(step.Fragment.Name.Value);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            var name = step.Spreads[step.Next++].Name.Value;
            if (_depthOf.TryGetValue(name, out var depth))
            {
                Report(name, path, depth);
            }
            else if (Context.FindFragment(name) is { } fragment && _visited.Add(name))
            {
                _depthOf[name] = path.Count;
                path.Add(new Step(fragment, Context.ContentsOf(fragment).Spreads));
            }
        }
    }

    private void Report(string name, List<Step> path, int depth)
    {
        var cycle = path.Skip(depth).Select(s => s.Spreads[s.Next - 1]).ToArray();
        var via = string.Join(", ", cycle.SkipLast(1).Select(s => $"\"{s.Name.Value}\""));
        Context.Report(
            $"Cannot spread fragment \"{name}\" within itself{(via.Length > 0 ? $" via {via}" : "")}.",
            cycle.ToArray<AstNode>()
        );
    }

    private sealed class Step(FragmentDefinitionNode fragment, List<FragmentSpreadNode> spreads)
    {
        public FragmentDefinitionNode Fragment { get; } = fragment;

        public List<FragmentSpreadNode> Spreads { get; } = spreads;

        public int Next { get; set; }
    }
}
