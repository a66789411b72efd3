using DepGraph.Npm.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Finishing;

/// <summary>What npm does once the ideal tree stands: flags, optional branches that failed, engines and platforms.</summary>
internal sealed class Finisher(InstallContext context)
{
    private readonly InstallOptions _options = context.Options;
    private readonly EngineCheck _engines = new(context.Options);

    /// <summary>Completes the tree; problems are added to <paramref name="problems"/>.</summary>
    /// <returns>Every node but the project, in the order of their coming.</returns>
    /// <exception cref="InstallFailedException">npm would fail now.</exception>
    public List<Node> Finish(List<InstallProblem> problems)
    {
        var project = context.Project!;
        DependencyFlags.Compute(project);
        PruneFailed(problems);
        // npm checks them in the order in which they came, and the first that fails decides.
        var nodes = TreeMoves.SubtreeOf(project);
        nodes.Sort(static (left, right) => left.Arrival.CompareTo(right.Arrival));
        foreach (var node in nodes)
            if (!node.IsLink && !node.IsOptional && !IsOmitted(node))
                CheckRequired(node, problems);
        nodes.RemoveAt(0);
        foreach (var node in nodes)
            if (node.IsExtraneous)
                node.IsDev = node.IsOptional = node.IsDevOptional = node.IsPeer = false;
        return nodes;
    }

    /// <summary>Whether the options say to leave the node out.</summary>
    public bool IsOmitted(Node node)
    {
        var omit = _options.Omit;
        return omit != DependencyKinds.None
            && (
                (node.IsPeer && omit.Includes(DependencyKind.Peer))
                || (node.IsDev && omit.Includes(DependencyKind.Dev))
                || (node.IsOptional && omit.Includes(DependencyKind.Optional))
                || (node.IsDevOptional && omit.Includes(DependencyKind.Optional) && omit.Includes(DependencyKind.Dev))
            );
    }

    /// <summary>
    /// A package that could not be loaded fails the installation, or if it is optional goes: npm lists it no more.
    /// </summary>
    private void PruneFailed(List<InstallProblem> problems)
    {
        foreach (var node in context.Failed)
        {
            if (node.Root != context.Project)
                continue;
            var failure = node.Failure!;
            if (!node.IsOptional && !failure.IsUnsupported)
                throw new InstallFailedException(Problem(ProblemSeverity.Error, node));
            problems.Add(Problem(failure.IsUnsupported ? ProblemSeverity.Error : ProblemSeverity.Warning, node));
        }
        foreach (var node in context.Failed)
            if (node.Root == context.Project)
                TreeMoves.Detach(node);
    }

    private void CheckRequired(Node node, List<InstallProblem> problems)
    {
        if (!_engines.Fits(node.Manifest) && !(node.IsProject && HasDevEngines(node)))
        {
            var problem = Unsupported(node, "EBADENGINE", "its engines do not include", EngineNames());
            if (_options.EngineStrict)
                throw new InstallFailedException(problem with { Severity = ProblemSeverity.Error });
            problems.Add(problem);
        }
        if (!_options.Force && _options.Host is { } host && !PlatformCheck.Fits(node.Manifest, host))
            throw new InstallFailedException(
                Unsupported(
                    node,
                    "EBADPLATFORM",
                    "it does not support",
                    $"{host.Os} {host.Cpu} {host.Libc}".Trim()
                ) with
                {
                    Severity = ProblemSeverity.Error,
                }
            );
    }

    private static bool HasDevEngines(Node project) =>
        project.Manifest.Json is { } json && JavaScriptObject.IsTruthy(JavaScriptObject.Member(json, "devEngines"));

    private string EngineNames() =>
        string.Join(
            " and ",
            new[]
            {
                _options.NodeVersion is { } node ? $"Node {node}" : null,
                _options.NpmVersion is { } npm ? $"npm {npm}" : null,
            }.OfType<string>()
        );

    private static InstallProblem Unsupported(Node node, string code, string what, string value)
    {
        var name = node.IsProject ? "the project" : $"{node.Manifest.PackageName}@{node.Manifest.Version}";
        return new InstallProblem(ProblemSeverity.Warning, code, $"{name} at \"{node.Location}\": {what} {value}");
    }

    private static InstallProblem Problem(ProblemSeverity severity, Node node)
    {
        var edge = node.EdgesIn.Count > 0 ? node.EdgesIn[0] : null;
        var failure = node.Failure!;
        var dependent =
            edge is null ? ""
            : edge.From.IsProject ? " required by the project"
            : $" required by {edge.From.Manifest.PackageName}@{edge.From.Manifest.Version}";
        var text = edge is null ? node.Name.Text : $"{node.Name}@{edge.Wanted.Text}";
        return new InstallProblem(severity, failure.Code, $"{text}{dependent}: {failure.Message}")
        {
            Name = node.Name.Text,
            Range = edge?.Declared.Text,
            RequiredBy = edge?.From.Location,
        };
    }
}
