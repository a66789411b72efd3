using System.Diagnostics.CodeAnalysis;

namespace DepGraph.Storage.Sqlite;

/// <summary>The file that a <c>sqlite:PATH</c> setting names.</summary>
internal static class SqlitePath
{
    private const string Scheme = "sqlite:";

    /// <summary>
    /// Reads <c>sqlite:PATH</c>, with or without an empty authority (<c>sqlite:///srv/x.db</c>); the path comes back absolute.
    /// </summary>
    public static bool TryParse(
        string uri,
        [NotNullWhen(true)] out string? path,
        [NotNullWhen(false)] out string? error
    )
    {
        path = null;
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            error = "it must be sqlite:PATH, for example sqlite:data/depgraph.db.";
            return false;
        }
        var text = uri[Scheme.Length..];
        if (text.StartsWith("///", StringComparison.Ordinal))
            text = text[2..];
        error = text switch
        {
            "" => "it names no file; set it to sqlite:PATH, for example sqlite:data/depgraph.db.",
            ":memory:" => "a database in memory cannot be shared by several connections; name a file.",
            _ when text.Contains('\0') => "a path cannot contain a NUL character.",
            _ when text[^1] is '/' || text[^1] == Path.DirectorySeparatorChar =>
                "it names a folder; name a file in it.",
            _ => null,
        };
        if (error is not null)
            return false;
        path = Path.GetFullPath(text);
        return true;
    }
}
