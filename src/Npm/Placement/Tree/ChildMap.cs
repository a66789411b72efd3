namespace DepGraph.Npm.Placement.Tree;

/// <summary>The folders in one <c>node_modules</c>, in the order in which they came in: an array while they are few.</summary>
internal struct ChildMap
{
    private const int Few = 8;

    private Node[]? _nodes;
    private Dictionary<FolderName, Node>? _byKey;

    public int Count { get; private set; }

    /// <summary>The folders as they are now; later changes do not show in it reliably.</summary>
    public readonly ReadOnlySpan<Node> Nodes => _nodes.AsSpan(0, Count);

    public readonly Node? Find(FolderName key)
    {
        if (_byKey is not null)
            return _byKey.GetValueOrDefault(key);
        for (var i = 0; i < Count; i++)
            if (_nodes![i].Name.Key == key)
                return _nodes[i];
        return null;
    }

    /// <summary>Adds a folder whose key is free.</summary>
    public void Add(Node node)
    {
        _nodes ??= new Node[2];
        if (Count == _nodes.Length)
            Array.Resize(ref _nodes, Count * 2);
        _nodes[Count++] = node;
        if (_byKey is not null)
        {
            _byKey.Add(node.Name.Key, node);
        }
        else if (Count > Few)
        {
            _byKey = new Dictionary<FolderName, Node>(2 * Count);
            foreach (var each in Nodes)
                _byKey.Add(each.Name.Key, each);
        }
    }

    public void Remove(Node node)
    {
        var index = Array.IndexOf(_nodes!, node, 0, Count);
        _nodes.AsSpan(index + 1, Count - index - 1).CopyTo(_nodes.AsSpan(index));
        _nodes![--Count] = null!;
        _byKey?.Remove(node.Name.Key);
    }
}
