using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Placement.Overrides;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Building;

/// <summary>The top of the ideal tree.</summary>
internal static class ProjectNode
{
    public static InstallProblem WorkspacesProblem { get; } =
        new(
            ProblemSeverity.Error,
            InstallProblem.Workspaces,
            "The project has workspaces: they are folders on its disk, so they and what only they need are left out."
        );

    public static bool HasWorkspaces(ProjectManifest manifest) =>
        JavaScriptObject.IsTruthy(JavaScriptObject.Member(manifest.Content, "workspaces"));

    /// <summary>Makes it and gives it to the context.</summary>
    /// <exception cref="InstallFailedException">npm would not take such a package.json.</exception>
    public static Node Make(InstallContext context, ProjectManifest project)
    {
        var manifest = new JsonManifest(context).Read(
            project.Content,
            isProject: true,
            fallbackName: null,
            isLocked: false
        );
        if (manifest.Flaw is { } flaw)
            throw InstallFailedException.Uncoded(flaw);
        var overrides = OverrideSet.Read(JavaScriptObject.Member(project.Content, "overrides"));
        var name = context.Names[manifest.PackageName ?? "project"];
        var node = new Node(context, name, manifest) { Overrides = overrides };
        context.HasOverrides = overrides is not null;
        context.Project = node;
        node.MakeEdges();
        TreeMoves.Enlist(node);
        CheckOverrides(node);
        return node;
    }

    /// <summary>What the project itself asks for can only be overridden by the same, or by a reference to it.</summary>
    private static void CheckOverrides(Node node)
    {
        if (node.Overrides is null)
            return;
        foreach (var edge in node.EdgesOut)
            if (edge.Wanted.Text != edge.Declared.Text && !edge.Wanted.Text.StartsWith('$'))
                throw InstallFailedException.Coded(
                    "EOVERRIDE",
                    $"The override of {edge.Name}@{edge.Declared.Text} by {edge.Wanted.Text} conflicts with the project's own dependency."
                );
    }
}
