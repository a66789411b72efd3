using System.Text;
using DepGraph.Npm.Placement.Placing;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Explaining;

/// <summary>npm's ERESOLVE: what was found, what could not be resolved, and what it conflicts with.</summary>
internal static class PeerConflict
{
    private const string Code = "ERESOLVE";
    private const int Depth = 4;

    /// <summary>Warnings above that number have no explanation.</summary>
    private const int MostExplained = 50;

    /// <summary>A peer set contradicts itself, or what its dependent asks for.</summary>
    /// <param name="edge">The peer dependency that is not met.</param>
    public static InstallFailedException InPeerSet(Edge edge)
    {
        var current = edge.To;
        var text = new StringBuilder();
        AppendHeading(text, current ?? edge.From);
        AppendFound(text, current is null ? new Story(Depth).Of(edge) : new Story(Depth).Of(current));
        AppendUnresolved(text, edge);
        return new InstallFailedException(
            Problem(ProblemSeverity.Error, "unable to resolve dependency tree", edge, text)
        );
    }

    /// <summary>There is no folder into which a package can go with its peers.</summary>
    public static InstallFailedException NoPlace(DependencyPlacement placement)
    {
        var outermost = placement.Outermost;
        return new InstallFailedException(
            Problem(
                ProblemSeverity.Error,
                "could not resolve",
                outermost.Edge,
                Explain(placement, outermost.Edge, outermost.Dep)
            )
        );
    }

    /// <summary>A peer dependency is left unmet.</summary>
    public static void Warn(Edge edge, Node dep, DependencyPlacement placement)
    {
        var warnings = edge.From.Context.Warnings;
        var text = warnings.Count < MostExplained ? Explain(placement, edge, dep) : null;
        warnings.Add(Problem(ProblemSeverity.Warning, "overriding peer dependency", edge, text));
    }

    private static StringBuilder Explain(DependencyPlacement placement, Edge edge, Node dep)
    {
        var current = edge.From.Resolve(edge.Name);
        var text = new StringBuilder();
        AppendHeading(text, dep);
        var (conflictCurrent, conflictPeer) = ConflictOf(placement);
        if (current is not null)
            AppendFound(text, new Story(Depth).Of(current, placement.IsPeersPlacement ? edge : null));
        else
            AppendFound(
                text,
                conflictCurrent is null ? new Story(Depth).Of(edge) : new Story(Depth).Of(conflictCurrent)
            );
        AppendUnresolved(text, edge);
        if (conflictPeer is var (peer, peerEdge))
            text.Append("\n\nConflicting peer dependency: ").Append(new Story(Depth).Of(peer, peerEdge));
        return text;
    }

    private static (Node? Current, (Node Peer, Edge Edge)? Peer) ConflictOf(DependencyPlacement placement)
    {
        if (placement.IsPeersPlacement)
            return (null, null);
        if (placement.OwnCheck is not { OwnResult: not Verdict.Conflict } own)
            return (placement.Occupant, (placement.Dep, placement.Edge));
        foreach (var check in own.ConflictingPeers())
            if (check.Occupant is { } occupant)
                return (occupant, (check.Dep, check.Edge));
        return (null, null);
    }

    private static void AppendHeading(StringBuilder text, Node node)
    {
        if (node.Root.Source is { } source)
            text.Append(null, $"While resolving: {source.Manifest.PackageName}@{source.Manifest.Version}\n");
    }

    private static void AppendFound(StringBuilder text, string story) => text.Append("Found: ").Append(story);

    private static void AppendUnresolved(StringBuilder text, Edge edge) =>
        text.Append("\n\nCould not resolve dependency:\n").Append(new Story(Depth).Of(edge));

    private static InstallProblem Problem(ProblemSeverity severity, string what, Edge edge, StringBuilder? explanation)
    {
        var from = edge.From.Source ?? edge.From;
        var dependent = from.IsProject ? "the project" : $"{from.Manifest.PackageName}@{from.Manifest.Version}";
        return new InstallProblem(
            severity,
            Code,
            $"{what}: {edge.Name}@{edge.Declared.Text} required by {dependent} conflicts with what else needs {edge.Name}"
        )
        {
            Name = edge.Name.Text,
            Range = edge.Declared.Text,
            RequiredBy = from.Location,
            Explanation = explanation?.ToString(),
        };
    }
}
