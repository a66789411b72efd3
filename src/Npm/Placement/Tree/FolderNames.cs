namespace DepGraph.Npm.Placement.Tree;

/// <summary>The folder names of one installation.</summary>
internal sealed class FolderNames
{
    private readonly Dictionary<string, FolderName> _names = [];

    public FolderName this[string text]
    {
        get
        {
            if (_names.TryGetValue(text, out var known))
                return known;
            var folded = text.ToLowerInvariant();
            var made = new FolderName(text, folded == text ? null : this[folded]);
            _names.Add(text, made);
            return made;
        }
    }
}
