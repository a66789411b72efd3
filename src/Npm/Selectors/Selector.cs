using System.Runtime.CompilerServices;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Selectors.Conditions;
using DepGraph.Npm.Selectors.Matching;
using DepGraph.Npm.Selectors.Parsing;

namespace DepGraph.Npm.Selectors;

/// <summary>A dependency selector as <c>npm query</c> takes it, for example <c>:root &gt; .dev:not(:empty)</c>. Immutable.</summary>
public sealed class Selector
{
    // Read back once for all selectors of a request; the collector may have it when memory is short.
    private static readonly ConditionalWeakTable<Installation, WeakReference<LockedTree>> Trees = [];

    private readonly SelectorList _list;

    private Selector(SelectorList list)
    {
        _list = list;
    }

    /// <summary>Reads a selector.</summary>
    /// <exception cref="SelectorException">It is none, is larger than what is answered, or has a part that a lock file does not define.</exception>
    public static Selector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Selector(SelectorParser.Parse(text));
    }

    /// <summary>
    /// What <c>npm query --package-lock-only</c> selects in the lock file of an installation, by path; none where that has no lock file.
    /// The project itself has an empty path and stands first.
    /// </summary>
    /// <exception cref="SelectorException">It takes too much work, npm fails over it, or the project has workspaces.</exception>
    public IReadOnlyList<InstalledPackage> Select(Installation installation)
    {
        ArgumentNullException.ThrowIfNull(installation);
        if (installation.Project is not { } project)
            return [];
        if (installation.Problems.Any(problem => problem.Code == InstallProblem.Workspaces))
            throw new SelectorException("Nothing can be selected: the project's workspaces are left out of the tree.");
        try
        {
            var paths = SelectPaths(installation);
            var selected = installation.Packages.Where(package => paths.Contains(package.Path));
            return paths.Contains("") ? [Describe(project), .. selected] : [.. selected];
        }
        catch (InstallFailedException failure)
        {
            throw new SelectorException($"npm cannot read the lock file back: {failure.Problem.Message}");
        }
    }

    private HashSet<string> SelectPaths(Installation installation)
    {
        var kept = Trees.GetValue(installation, _ => new WeakReference<LockedTree>(null!));
        // Edges remember what they found out when they are first asked.
        lock (kept)
        {
            if (!kept.TryGetTarget(out var tree))
                kept.SetTarget(tree = LockedTree.Load(installation));
            return [.. new SelectorRun(tree).Select(_list).Select(place => tree.Nodes[tree.Targets[place]].Location)];
        }
    }

    private static InstalledPackage Describe(Placement.Tree.Node project) =>
        new()
        {
            Path = "",
            Name = project.Name.Text,
            Version = project.Manifest.Version,
        };
}
