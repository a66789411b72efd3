using System.Text;
using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>Draws a tree the way <c>npm ls --all</c> does.</summary>
internal static class TreeText
{
    public static string Draw(VersionManifest root, TreeNode[] nodes, bool isCutShort)
    {
        var text = new StringBuilder();
        text.Append(root.Name).Append('@').Append(root.Version);
        if (nodes.Length == 1)
            return text.Append("\n└── (empty)").ToString();
        var isLast = LastSiblings(nodes);
        var indent = new StringBuilder();
        var drawn = 1;
        for (; drawn < nodes.Length && text.Length < ResolutionLimits.MaximumTextLength; drawn++)
        {
            var node = nodes[drawn];
            indent.Length = 2 * (node.Depth - 1);
            var hasChildren = drawn + 1 < nodes.Length && nodes[drawn + 1].ParentOrMinusOne == drawn;
            text.Append('\n').Append(indent).Append(isLast[drawn] ? '└' : '├').Append('─');
            text.Append(hasChildren ? '┬' : '─').Append(' ');
            AppendLabel(text, node);
            indent.Append(isLast[drawn] ? "  " : "│ ");
        }
        if (drawn < nodes.Length)
            text.Append($"\n… {nodes.Length - drawn} more");
        else if (isCutShort)
            text.Append($"\n… more than {ResolutionLimits.MaximumEdges}");
        return text.ToString();
    }

    /// <summary>Characters that <see cref="Draw"/> makes of a node, about.</summary>
    public static int LengthOf(TreeNode node) =>
        2 * node.Depth
        + 16
        + node.Dependency!.Requirement.Name.Length
        + (node.Target?.Version.Length ?? node.Dependency.Requirement.Range.Length + 18);

    /// <summary>What a label has behind the declared name and its at sign.</summary>
    public static string AfterName(ResolvedDependency dependency)
    {
        if (dependency.Target is not { } target)
            return dependency.Requirement.Range;
        return dependency.Requirement.Name == target.Name ? target.Version : $"npm:{target.Name}@{target.Version}";
    }

    private static void AppendLabel(StringBuilder text, TreeNode node)
    {
        var dependency = node.Dependency!;
        if (dependency.Target is null)
            text.Append(
                dependency.Requirement.Kind is DependencyKind.Optional or DependencyKind.PeerOptional
                    ? "UNMET OPTIONAL DEPENDENCY "
                    : "UNMET DEPENDENCY "
            );
        text.Append(dependency.Requirement.Name).Append('@').Append(AfterName(dependency));
        if (node.IsRepeated)
            text.Append(" deduped");
    }

    private static bool[] LastSiblings(TreeNode[] nodes)
    {
        var isLast = new bool[nodes.Length];
        var hasLater = new bool[nodes.Length];
        for (var i = nodes.Length - 1; i > 0; i--)
        {
            var parent = nodes[i].ParentOrMinusOne;
            isLast[i] = !hasLater[parent];
            hasLater[parent] = true;
        }
        return isLast;
    }
}
