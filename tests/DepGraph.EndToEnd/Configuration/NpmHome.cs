using DepGraph.Testing;

namespace DepGraph.EndToEnd.Configuration;

/// <summary>A user's surroundings without any npm configuration, to which a test adds what it is about.</summary>
public sealed class NpmHome : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public NpmHome()
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Project);
        Directory.CreateDirectory(Programs);
    }

    public string Home => folder.File("home");

    /// <summary>An empty folder to start the program in.</summary>
    public string Project => folder.File("project");

    /// <summary>The only folder on the search path.</summary>
    public string Programs => folder.File("programs");

    public string File(string name) => folder.File(name);

    public void WriteUserFile(string content) => Write(Path.Combine(Home, ".npmrc"), content);

    public void WriteProjectFile(string content) => Write(Path.Combine(Project, ".npmrc"), content);

    /// <summary>Settings of a program that knows nothing of this machine's npm.</summary>
    public Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>().WithPatience();
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("npm_", StringComparison.OrdinalIgnoreCase) || name is "PREFIX")
            {
                settings[name] = null;
            }
        }

        settings["HOME"] = Home;
        settings["PATH"] = Programs;
        settings["Store__Uri"] = $"sqlite:{folder.File("graph.db")}";
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        return settings;
    }

    public void Dispose() => folder.Dispose();

    private static void Write(string path, string content) => System.IO.File.WriteAllText(path, content);
}
