using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Overrides;

/// <summary>How rules come to a node along the edges that lead to it, and from there to what it depends on.</summary>
internal static class OverrideFlow
{
    public static void Gain(Node node, OverrideSet? rules)
    {
        if (rules is null)
            return;
        if (node.Overrides is null)
        {
            node.Overrides = rules;
            PassOn(node);
            return;
        }
        if (
            !node.Overrides.IsEqualTo(rules)
            && OverrideSet.MoreSpecific(node.Overrides, rules, out var specific)
            && specific is not null
            && !node.Overrides.IsEqualTo(specific)
        )
        {
            node.Overrides = specific;
            PassOn(node);
        }
    }

    public static void Lose(Node node, OverrideSet? rules)
    {
        if (node.Overrides is null || !node.Overrides.IsEqualTo(rules))
            return;
        OverrideSet? rest = null;
        foreach (var edge in node.EdgesIn)
        {
            if (rest is not null && edge.Overrides is not null)
                rest = OverrideSet.MoreSpecific(edge.Overrides, rest, out var specific) ? specific : null;
            else
                rest = edge.Overrides;
        }
        if (node.Overrides.IsEqualTo(rest))
            return;
        node.Overrides = rest;
        // Without rules nothing leads here just now; something will before the tree is done.
        if (rest is not null)
            PassOn(node);
    }

    private static void PassOn(Node node)
    {
        InstallLimits.CheckStack();
        foreach (var edge in node.EdgesOut)
        {
            edge.Reload(isHard: true);
            edge.To?.GainOverrides(edge.Overrides);
        }
    }
}
