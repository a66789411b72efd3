using System.Buffers;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Building;
using DepGraph.Npm.Placement.Finishing;
using DepGraph.Npm.Placement.LockFile;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement;

/// <summary>What <c>npm install</c> would place for a project. Immutable.</summary>
public sealed class Installation
{
    private readonly IReadOnlyList<Node> _nodes;

    private Installation(
        Node? project,
        IReadOnlyList<Node> nodes,
        IReadOnlyList<InstalledPackage> packages,
        IReadOnlyList<InstallProblem> problems
    )
    {
        Project = project;
        _nodes = nodes;
        Packages = packages;
        Problems = problems;
    }

    /// <summary>The top of the tree; null after a fatal problem.</summary>
    internal Node? Project { get; }

    /// <summary>One per place, ordered by path; empty after a fatal problem.</summary>
    public IReadOnlyList<InstalledPackage> Packages { get; }

    /// <summary>What npm would fail for, then what it would warn of.</summary>
    public IReadOnlyList<InstallProblem> Problems { get; }

    /// <summary>
    /// What is really installed unpacks to, each place counted; added up anew each time. What comes in another's tarball is in that one's size.
    /// </summary>
    public UnpackedSize UnpackedSize =>
        UnpackedSize.Of(
            Packages
                .Where(package =>
                    package.Skipped == SkipReason.None && (package.Manifest is not null || !package.IsBundled)
                )
                .Select(package => package.Manifest)
        );

    /// <summary>What depends on what, in the order of the dependents' paths; made anew each time.</summary>
    public IReadOnlyList<InstalledEdge> ListEdges()
    {
        var edges = new List<InstalledEdge>();
        if (Project is null)
            return edges;
        foreach (var node in _nodes.Prepend(Project).OrderBy(node => node.Location, StringComparer.Ordinal))
        foreach (var edge in node.EdgesOut)
            edges.Add(Describe(edge));
        return edges;
    }

    /// <summary>Whether npm would install it, and everything of it is known here.</summary>
    public bool IsComplete => !Problems.Any(problem => problem.Severity == ProblemSeverity.Error);

    /// <summary>Whether npm would have written a lock file: not after a fatal problem.</summary>
    public bool HasLockFile => Project is not null;

    /// <summary>Writes the package-lock.json (lockfileVersion 3) that npm would: indented UTF-8.</summary>
    /// <exception cref="InvalidOperationException">There is none, after a fatal problem.</exception>
    public void WriteLockFile(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Project is null)
            throw new InvalidOperationException("npm would not have written a lock file: " + Problems[0].Message);
        LockFileWriter.Write(output, Project, _nodes);
    }

    /// <summary>Places everything that a project needs.</summary>
    /// <param name="manifest">The project's package.json.</param>
    /// <param name="options">What npm is told.</param>
    /// <param name="source">Where packages come from.</param>
    /// <param name="cancellationToken">Stops waiting for packages.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async ValueTask<Installation> BuildAsync(
        ProjectManifest manifest,
        InstallOptions options,
        IInstallSource source,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        var context = new InstallContext(options);
        var requests = new PackageRequests(source, cancellationToken);
        try
        {
            return await BuildAsync(context, manifest, requests, source, cancellationToken);
        }
        catch (InstallFailedException failure)
        {
            return new Installation(null, [], [], [failure.Problem, .. context.Warnings]);
        }
        finally
        {
            requests.Finish();
        }
    }

    private static async ValueTask<Installation> BuildAsync(
        InstallContext context,
        ProjectManifest manifest,
        PackageRequests requests,
        IInstallSource source,
        CancellationToken cancellationToken
    )
    {
        var project = ProjectNode.Make(context, manifest);
        var tarballs = new TarballOpener(context, source, cancellationToken);
        await new IdealTree(context, new ManifestLoader(context, requests), tarballs).BuildAsync();
        var problems = new List<InstallProblem>();
        if (ProjectNode.HasWorkspaces(manifest))
            problems.Add(ProjectNode.WorkspacesProblem);
        var finisher = new Finisher(context);
        var nodes = finisher.Finish(problems);
        problems.AddRange(context.Warnings);
        var skips = new Skips(nodes, finisher, context.Options);
        var packages = nodes
            .Where(node => !node.IsLink)
            .Select(node => Describe(node, skips.Of(node)))
            .OrderBy(package => package.Path, StringComparer.Ordinal);
        return new Installation(
            project,
            nodes,
            [.. packages],
            [.. problems.OrderByDescending(problem => problem.Severity)]
        );
    }

    private static InstalledEdge Describe(Edge edge)
    {
        string? replacement = null;
        var isValid = false;
        try
        {
            replacement = edge.Wanted.Text == edge.Declared.Text ? null : edge.Wanted.Text;
            isValid = edge.IsValid;
        }
        catch (InstallFailedException)
        {
            // An override's reference that leads nowhere, on an edge that placing had no need to look at.
        }
        return new InstalledEdge(
            edge.From.Location,
            edge.Kind,
            edge.Name.Text,
            edge.Declared.Text,
            replacement,
            edge.To?.Location,
            isValid
        );
    }

    private static InstalledPackage Describe(Node node, SkipReason skipped)
    {
        var name = node.Manifest.PackageName ?? node.Name.Text;
        return new InstalledPackage
        {
            Path = node.Location,
            Name = name,
            Alias = name == node.Name.Text ? null : node.Name.Text,
            Version = node.Manifest.Version,
            Manifest = node.Manifest.Registered,
            IsDev = node.IsDev,
            IsOptional = node.IsOptional,
            IsDevOptional = node.IsDevOptional,
            IsPeer = node.IsPeer,
            IsExtraneous = node.IsExtraneous,
            IsBundled = node.IsInBundle,
            IsInShrinkwrap = node.IsInShrinkwrap,
            Skipped = skipped,
        };
    }
}
