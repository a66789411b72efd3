namespace DepGraph.Ingestion.Npmrc;

/// <summary>
/// npm's configuration as npm itself would load it here (https://docs.npmjs.com/cli/configuring-npm/npmrc), strongest
/// first: environment, the project's .npmrc, the user's, the global one, the one built into the installed npm. Each
/// layer may say where the next one lies.
/// </summary>
internal sealed class NpmSettings
{
    private readonly NpmHost host;
    private readonly Dictionary<string, NpmSetting> settings = new(StringComparer.Ordinal);
    private readonly List<string> warnings = [];

    private NpmSettings(NpmHost host) => this.host = host;

    /// <summary>Every setting, each with its strongest value.</summary>
    public IReadOnlyCollection<NpmSetting> All => settings.Values;

    /// <summary>Files that are there but cannot be read.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    public static NpmSettings Load(NpmHost host)
    {
        var loaded = new NpmSettings(host);
        loaded.AddEnvironment();
        var folders = new NpmFolders(host);
        var user = loaded.FindPath("userconfig");
        var project = folders.ProjectFile();
        // A home folder that looks like a project has one .npmrc, the user's; npm loads it once, as that.
        if (project != (user ?? folders.UserFile()))
        {
            loaded.AddFile(project);
            user ??= loaded.FindPath("userconfig");
        }

        loaded.AddFile(user ?? folders.UserFile());
        var builtin = new NpmSettings(host);
        builtin.AddFile(folders.BuiltinFile());
        loaded.AddFile(
            loaded.FindPath("globalconfig")
                ?? builtin.FindPath("globalconfig")
                ?? folders.GlobalFile(loaded.FindPath("prefix") ?? builtin.FindPath("prefix"))
        );
        foreach (var setting in builtin.settings.Values)
        {
            loaded.settings.TryAdd(setting.Key, setting);
        }

        loaded.warnings.AddRange(builtin.warnings);
        return loaded;
    }

    /// <summary>The setting of a key; null when it is not set, or set to nothing.</summary>
    public NpmSetting? Find(string key) =>
        settings.TryGetValue(key, out var setting) && setting.Value is not ("" or "null" or "undefined")
            ? setting
            : null;

    /// <summary>The full path that a key names; <c>~/</c> is the user's home.</summary>
    public string? FindPath(string key)
    {
        if (Find(key) is not { } setting)
        {
            return null;
        }

        var inHome = setting.Value.StartsWith("~/", StringComparison.Ordinal) && host.HomeDirectory is not null;
        return inHome
            ? Path.GetFullPath(setting.Value[2..], host.HomeDirectory!)
            : Path.GetFullPath(setting.Value, host.WorkingDirectory);
    }

    private void AddEnvironment()
    {
        const string prefix = "npm_config_";
        // npm takes the last of two spellings in the environment's order, which nobody controls: capitals win here.
        var variables = host
            .Environment.Where(v => v.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && v.Value.Length > 0)
            .OrderBy(v => v.Key, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            var key = name[prefix.Length..];
            if (key.Length > 0 && !key.StartsWith("//", StringComparison.Ordinal))
            {
                // An underscore at the start belongs to the key (_auth); the others stand for dashes.
                key = (key[0] + key[1..].Replace('_', '-')).ToLowerInvariant();
            }

            Add(key, value, $"environment variable {name}");
        }
    }

    private void AddFile(string? path)
    {
        if (path is null || !File.Exists(path))
        {
            return;
        }

        try
        {
            foreach (var (key, values) in IniDocument.Parse(File.ReadAllText(path)))
            {
                Add(key, string.Join("\n\n", values), path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            warnings.Add($"npm's configuration file {path} cannot be read: {e.Message}");
        }
    }

    private void Add(string key, string value, string source)
    {
        var name = EnvironmentExpansion.Expand(key, host.Environment);
        settings.TryAdd(
            name,
            new NpmSetting(name, EnvironmentExpansion.Expand(value.Trim(), host.Environment), source)
        );
    }
}
