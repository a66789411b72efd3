using System.Buffers;
using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Placement.Building;
using DepGraph.Npm.Placement.Finishing;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Selectors.Matching;

/// <summary>
/// The tree that npm makes of a package.json and the lock file beside it. Numbers stand for its places; the project is the first.
/// For one thread at a time.
/// </summary>
internal sealed class LockedTree
{
    /// <summary>The project's number.</summary>
    public const int Project = 0;

    /// <summary>Members lie deeper in the lock file than in the manifests that they come from.</summary>
    private static readonly JsonDocumentOptions LockFileForm = new() { MaxDepth = 256 };

    private readonly Dictionary<Node, int> _numbers = [];
    private readonly List<Node> _nodes = [];
    private readonly JsonElement _package;
    private readonly Dictionary<DependencyKind, PlaceSet> _reached = [];

    private LockedTree(ProjectManifest manifest, InstallOptions options, JsonElement packages)
    {
        var context = new InstallContext(options);
        var project = ProjectNode.Make(context, manifest);
        _package = ProjectPackage.Normalise(manifest.Content, project.Name.Text);
        Number(project);
        var reader = new JsonManifest(context);
        var links = new List<(string Path, string Target)>();
        foreach (var (path, entry) in JavaScriptObject.Entries(packages))
            if (path.Length > 0 && JavaScriptObject.IsTruthy(JavaScriptObject.Member(entry, "link")))
                links.Add((path, JavaScriptObject.Member(entry, "resolved").GetString()!));
            else if (path.Length > 0)
                Attach(project, path, name => MakeNode(context, reader, name, entry));
        foreach (var (path, target) in links)
            if (FolderAt(project, target) is { } found)
                Attach(project, path, name => MakeLink(context, name, found));
        if (ProjectEdges.AreAsLocked(project, JavaScriptObject.Member(packages, "")))
            project.IsExtraneous = project.IsDev = project.IsOptional = project.IsDevOptional = project.IsPeer = false;
        else
            ComputeFlags(project);
        Targets = [.. _nodes.Select(node => _numbers[node.LinkTarget ?? node])];
        Dependencies = [.. _nodes.Select(node => DependenciesOf(node))];
    }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>What each place stands for: a link for something else, any other for itself.</summary>
    public int[] Targets { get; }

    /// <summary>What each place's dependencies lead to.</summary>
    public int[][] Dependencies { get; }

    /// <summary>Reads the lock file of an installation that has one.</summary>
    public static LockedTree Load(Installation installation)
    {
        var lockFile = new ArrayBufferWriter<byte>();
        installation.WriteLockFile(lockFile);
        var project = installation.Project!;
        return new LockedTree(
            new ProjectManifest(project.Manifest.Json!.Value),
            project.Context.Options,
            JsonDocument.Parse(lockFile.WrittenMemory, LockFileForm).RootElement.GetProperty("packages")
        );
    }

    public int NumberOf(Node node) => _numbers[node];

    /// <summary>An attribute of the package in a place; undefined where it has none.</summary>
    public JsonElement Attribute(int place, string name)
    {
        var node = _nodes[Targets[place]];
        if (node.IsProject)
            return JavaScriptObject.Member(_package, name);
        var entry = node.Manifest.Json!.Value;
        return name switch
        {
            "name" => JsonSerializer.SerializeToElement(node.Manifest.PackageName),
            "_id" when node.Manifest.Version.Length > 0 => JsonSerializer.SerializeToElement(
                $"{node.Manifest.PackageName}@{node.Manifest.Version}"
            ),
            _ => JavaScriptObject.Member(entry, name),
        };
    }

    /// <summary>Whether the package in a place has an attribute that JavaScript takes for true.</summary>
    public bool Has(int place, string name) => JavaScriptObject.IsTruthy(Attribute(place, name));

    /// <summary>Whether the folder or the package of a place is called so.</summary>
    public bool IsNamed(int place, string name) =>
        name == _nodes[place].Name.Text || name == _nodes[Targets[place]].Manifest.PackageName;

    /// <summary>Whether a rule of the project's overrides put the version in a place there.</summary>
    public bool IsOverridden(int place)
    {
        var node = _nodes[place];
        var version = _nodes[Targets[place]].Manifest.Version;
        return node.Overrides is { Value: not null } rules
            && rules.Name == node.Name.Text
            && node.EdgesIn.Any(edge =>
                edge.Overrides is { } rule
                && rule.Name == node.Name.Text
                && rule.Value == version
                && !rule.IsEqualTo(edge.From.Overrides)
            );
    }

    /// <summary>Places that are of a kind, or that something of it leads to: dev, optional or peer.</summary>
    public PlaceSet Reached(DependencyKind kind)
    {
        if (_reached.TryGetValue(kind, out var reached))
            return reached;
        reached = new PlaceSet(_nodes.Count);
        var further = new Stack<int>();
        for (var i = 0; i < _nodes.Count; i++)
            if (IsOf(_nodes[i], kind) || _nodes[i].EdgesIn.Any(edge => edge.Kind == kind || IsOf(edge.From, kind)))
                if (reached.Add(i))
                    further.Push(i);
        while (further.TryPop(out var place))
            foreach (var dependency in Dependencies[place])
                if (reached.Add(dependency))
                    further.Push(dependency);
        _reached.Add(kind, reached);
        return reached;
    }

    private static bool IsOf(Node node, DependencyKind kind) =>
        kind switch
        {
            DependencyKind.Dev => node.IsDev,
            DependencyKind.Optional => node.IsOptional,
            _ => node.IsPeer,
        };

    private void Number(Node node)
    {
        _numbers.Add(node, _nodes.Count);
        _nodes.Add(node);
    }

    private void Attach(Node project, string path, Func<string, Node> make)
    {
        var end = path.LastIndexOf("node_modules/", StringComparison.Ordinal);
        if (FolderAt(project, path[..Math.Max(0, end - 1)]) is not { } parent)
            throw InstallFailedException.Uncoded($"nothing is above {path}");
        var node = make(path[(end + "node_modules/".Length)..]);
        TreeMoves.Attach(node, parent);
        // npm makes them when the node has its place. Overrides flow along edges, so the order may show.
        node.MakeEdges();
        TreeMoves.ListEdges(node);
        Number(node);
    }

    private static Node? FolderAt(Node project, string path)
    {
        var node = project;
        foreach (var name in NodeModulesPath.Split(path))
            node = node?.Children.Find(project.Context.Names[name].Key);
        return node;
    }

    private static Node MakeNode(InstallContext context, JsonManifest reader, string name, JsonElement entry)
    {
        var manifest = reader.Read(entry, isProject: false, fallbackName: name, isLocked: true);
        return new Node(context, context.Names[name], manifest)
        {
            IsExtraneous = IsSet("extraneous"),
            IsDev = IsSet("dev"),
            IsOptional = IsSet("optional"),
            IsPeer = IsSet("peer"),
        };

        bool IsSet(string flag) => JavaScriptObject.IsTruthy(JavaScriptObject.Member(entry, flag));
    }

    private static Node MakeLink(InstallContext context, string name, Node target) =>
        new(context, context.Names[name], target.Manifest)
        {
            LinkTarget = target,
            IsExtraneous = target.IsExtraneous,
            IsDev = target.IsDev,
            IsOptional = target.IsOptional,
            IsPeer = target.IsPeer,
        };

    private void ComputeFlags(Node project)
    {
        foreach (var node in _nodes)
            node.IsExtraneous = node.IsDev = node.IsOptional = node.IsDevOptional = node.IsPeer = true;
        DependencyFlags.Compute(project);
    }

    private int[] DependenciesOf(Node node)
    {
        var dependencies = new List<int>();
        foreach (var edge in node.EdgesOut)
            if (edge.To is { } to)
                dependencies.Add(_numbers[to]);
        return [.. dependencies];
    }
}
