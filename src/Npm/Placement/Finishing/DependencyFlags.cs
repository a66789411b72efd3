using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Finishing;

/// <summary>
/// Computes dev, optional, peer and extraneous: every flag is set until a path from the project is found that unsets it.
/// </summary>
internal static class DependencyFlags
{
    public static void Compute(Node project)
    {
        project.IsExtraneous = project.IsDev = project.IsOptional = project.IsDevOptional = project.IsPeer = false;
        var seen = new HashSet<Node>();
        var stack = new Stack<Node>([project]);
        while (stack.TryPop(out var node))
        {
            seen.Add(node);
            if (!node.IsExtraneous)
                for (var above = node.Parent; above is { IsExtraneous: true }; above = above.Parent)
                    above.IsExtraneous = false;
            if (node.LinkTarget is { } target)
            {
                if (Copy(node, target) | !seen.Contains(target))
                    stack.Push(target);
                continue;
            }
            foreach (var edge in node.EdgesOut)
                if (edge.To is { } to && Unset(node, edge, to))
                    stack.Push(to);
        }
        // What is one of both for sure is not "one or the other".
        seen.Remove(project);
        foreach (var node in seen)
            node.IsDevOptional &= !node.IsDev && !node.IsOptional;
    }

    private static bool Unset(Node from, Edge edge, Node to)
    {
        var changed = false;
        if (to.IsExtraneous && !from.IsExtraneous && !(edge.IsPeer && edge.IsOptional))
            changed = !(to.IsExtraneous = false);
        if (to.IsDev && !from.IsDev && !edge.IsDev)
            changed = !(to.IsDev = false);
        if (to.IsOptional && !from.IsOptional && !edge.IsOptional)
            changed = !(to.IsOptional = false);
        if (
            to.IsDevOptional
            && !from.IsDevOptional
            && !from.IsDev
            && !from.IsOptional
            && !edge.IsDev
            && !edge.IsOptional
        )
            changed = !(to.IsDevOptional = false);
        if (to.IsPeer && !from.IsPeer && !edge.IsPeer)
            changed = !(to.IsPeer = false);
        return changed;
    }

    private static bool Copy(Node link, Node target)
    {
        var changed =
            (target.IsDev && !link.IsDev)
            || (target.IsOptional && !link.IsOptional)
            || (target.IsDevOptional && !link.IsDevOptional)
            || (target.IsPeer && !link.IsPeer)
            || (target.IsExtraneous && !link.IsExtraneous);
        target.IsDev &= link.IsDev;
        target.IsOptional &= link.IsOptional;
        target.IsDevOptional &= link.IsDevOptional;
        target.IsPeer &= link.IsPeer;
        target.IsExtraneous &= link.IsExtraneous;
        return changed;
    }
}
