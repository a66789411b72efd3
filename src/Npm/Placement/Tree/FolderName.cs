namespace DepGraph.Npm.Placement.Tree;

/// <summary>
/// A folder's name below <c>node_modules</c>, one object per text and installation. Folders are told apart without regard to
/// case, as on the file systems that npm has to expect.
/// </summary>
internal sealed class FolderName
{
    private List<Edge>? _seekers;
    private List<Node>? _holders;

    public FolderName(string text, FolderName? key)
    {
        Text = text;
        Key = key ?? this;
    }

    public string Text { get; }

    /// <summary>The same for all names that are one folder; itself where the text has no upper case.</summary>
    public FolderName Key { get; }

    /// <summary>Set on keys: edges within the ideal tree that look for this folder.</summary>
    public List<Edge> Seekers => _seekers ??= [];

    /// <summary>Nodes of the ideal tree with exactly this name, in the order in which they came in.</summary>
    public List<Node> Holders => _holders ??= [];

    /// <summary>Scratch: where a name stands in a list that is being made, plus one.</summary>
    public int Mark { get; set; }

    public override string ToString() => Text;
}
