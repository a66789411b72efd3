namespace DepGraph.Npm.Placement.Building;

/// <summary>Paths such as <c>node_modules/a/node_modules/@b/c</c>.</summary>
internal static class NodeModulesPath
{
    private const string Folder = "node_modules/";

    /// <summary>The packages on the way; empty where the path is another one.</summary>
    public static List<string> Split(string path)
    {
        var names = new List<string>();
        for (var rest = path.AsSpan(); !rest.IsEmpty; )
        {
            if (!rest.StartsWith(Folder))
                return [];
            rest = rest[Folder.Length..];
            var end = rest.IndexOf('/');
            if (end >= 0 && rest[0] == '@')
                end = rest[(end + 1)..].IndexOf('/') is var second && second < 0 ? -1 : end + 1 + second;
            var name = end < 0 ? rest : rest[..end];
            if (
                name.IsEmpty
                || name[0] == '.'
                || (name[0] == '@' && (!name.Contains('/') || name[name.IndexOf('/')..].StartsWith("/.")))
            )
                return [];
            names.Add(name.ToString());
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
        return names;
    }
}
