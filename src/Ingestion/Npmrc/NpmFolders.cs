namespace DepGraph.Ingestion.Npmrc;

/// <summary>Where npm's configuration files lie when nothing names another place.</summary>
internal sealed class NpmFolders(NpmHost host)
{
    /// <summary>.npmrc of the nearest folder upward that has a package.json or a node_modules; else of this one.</summary>
    public string ProjectFile()
    {
        for (var folder = host.WorkingDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (
                File.Exists(Path.Combine(folder, "package.json"))
                || Directory.Exists(Path.Combine(folder, "node_modules"))
            )
            {
                return Path.Combine(folder, ".npmrc");
            }
        }

        return Path.Combine(host.WorkingDirectory, ".npmrc");
    }

    /// <summary>.npmrc in the user's home.</summary>
    public string? UserFile() => host.HomeDirectory is { } home ? Path.Combine(home, ".npmrc") : null;

    /// <summary>etc/npmrc below npm's prefix, which follows from where Node is installed.</summary>
    public string? GlobalFile(string? prefix)
    {
        prefix ??= DefaultPrefix();
        return prefix is null ? null : Path.Combine(prefix, "etc", "npmrc");
    }

    /// <summary>The npmrc beside the installed npm, written by whoever packaged it.</summary>
    public string? BuiltinFile()
    {
        if (host.FindProgram("npm") is not { } npm)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(npm)!;
        return host.IsWindows
            ? Path.Combine(folder, "node_modules", "npm", "npmrc")
            : Path.GetFullPath("../npmrc", folder);
    }

    private string? DefaultPrefix()
    {
        if (host.Environment.TryGetValue("PREFIX", out var prefix) && prefix.Length > 0)
        {
            return prefix;
        }

        var node = host.FindProgram("node");
        var folder = Path.GetDirectoryName(node);
        return host.IsWindows ? folder : Path.GetDirectoryName(folder);
    }
}
