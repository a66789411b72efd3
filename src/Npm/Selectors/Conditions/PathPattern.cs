namespace DepGraph.Npm.Selectors.Conditions;

/// <summary>
/// A path below the project, with <c>*</c> for any characters of a name and <c>**</c> for any number of folders; neither stands for a name
/// that begins with a dot.
/// </summary>
internal sealed class PathPattern(string pattern)
{
    private const string AnyFolders = "**";

    /// <summary>Of each part what stands between its stars; null: any number of folders.</summary>
    private readonly string[]?[] _parts =
    [
        .. pattern
            .Split('/')
            .Where(part => part is not ("" or "."))
            .Select(part => part == AnyFolders ? null : part.Split('*')),
    ];

    public bool Matches(string path)
    {
        string[] folders = path.Length == 0 ? [] : path.Split('/');
        // Which beginnings of the pattern, by length, match the folders so far.
        var reached = new bool[_parts.Length + 1];
        reached[0] = true;
        SkipAnyFolders(reached);
        foreach (var folder in folders)
        {
            var next = new bool[reached.Length];
            for (var i = 0; i < _parts.Length; i++)
            {
                if (!reached[i])
                    continue;
                if (_parts[i] is { } pieces)
                    next[i + 1] |= IsMatch(pieces, folder);
                else if (folder[0] != '.')
                    next[i] = next[i + 1] = true;
            }
            reached = next;
            SkipAnyFolders(reached);
        }
        return reached[^1];
    }

    /// <summary>They may be none, but not at the end.</summary>
    private void SkipAnyFolders(bool[] reached)
    {
        for (var i = 0; i < _parts.Length - 1; i++)
            reached[i + 1] |= reached[i] && _parts[i] is null;
    }

    /// <param name="pieces">What stands between the stars, the first and the last at the ends.</param>
    /// <param name="name">A folder's.</param>
    private static bool IsMatch(string[] pieces, string name)
    {
        if (pieces.Length == 1)
            return pieces[0] == name;
        if ((pieces[0].Length == 0 && name[0] == '.') || !name.StartsWith(pieces[0], StringComparison.Ordinal))
            return false;
        var at = pieces[0].Length;
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            at = name.IndexOf(piece, at, StringComparison.Ordinal);
            if (at < 0)
                return false;
            at += piece.Length;
        }
        return name.Length - at >= pieces[^1].Length && name.EndsWith(pieces[^1], StringComparison.Ordinal);
    }
}
