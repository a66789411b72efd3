namespace DepGraph.Npm.Placement.Tree;

/// <summary>What the nodes of one installation share.</summary>
internal sealed class InstallContext(InstallOptions options)
{
    private readonly Dictionary<(string Name, string Text), Demand> _demands = [];
    private readonly HashSet<Node> _failedSet = [];

    public InstallOptions Options { get; } = options;

    public FolderNames Names { get; } = new();

    /// <summary>The top of the ideal tree; null until there is one.</summary>
    public Node? Project { get; set; }

    public bool HasOverrides { get; set; }

    /// <summary>How many nodes came into the ideal tree, some more than once.</summary>
    public int Arrivals { get; set; }

    /// <summary>How many nodes were looked at, some more than once.</summary>
    public int Settled { get; set; }

    /// <summary>How many places were checked.</summary>
    public int Checks { get; set; }

    /// <summary>Nodes whose packages could not be loaded, in the order of failing.</summary>
    public List<Node> Failed { get; } = [];

    /// <summary>What npm would warn of.</summary>
    public List<InstallProblem> Warnings { get; } = [];

    /// <summary>Names of packages that npm would have had, but that do not come from a registry.</summary>
    public HashSet<FolderName> UnsupportedNames { get; } = [];

    /// <param name="node">A node with a <see cref="Node.Failure"/>.</param>
    public void AddFailed(Node node)
    {
        if (!_failedSet.Add(node))
            return;
        Failed.Add(node);
        if (node.Failure!.IsUnsupported)
            UnsupportedNames.Add(node.Name);
    }

    public bool HasFailed(Node node) => node.Failure is not null && _failedSet.Contains(node);

    /// <summary>A spec that is declared nowhere: an override's, or a part of one.</summary>
    public Demand DemandOf(FolderName name, string text)
    {
        if (!_demands.TryGetValue((name.Text, text), out var demand))
            _demands.Add((name.Text, text), demand = Demand.Parse(name.Text, text));
        return demand;
    }
}
