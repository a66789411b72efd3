using Xunit;

namespace DepGraph.Testing;

/// <summary>
/// The test equipment that lies beside a checkout, in a folder <c>shared</c>: replay registry, oracles, conformance scripts.
/// <c>DEPGRAPH_SHARED</c> names another place. A test that needs it skips where it is absent, but for CI, where it fails.
/// </summary>
public static class Equipment
{
    private static readonly Lazy<string?> Root = new(FindRoot);

    public static bool IsPresent => Root.Value is not null;

    /// <summary>The full path of a file or folder of the equipment; skips the running test when the equipment is absent.</summary>
    public static string Require(string relativePath)
    {
        if (Root.Value is { } root)
        {
            return Path.Combine(root, relativePath);
        }

        const string message =
            "The test equipment (a folder `shared` beside the checkout, or DEPGRAPH_SHARED) is not here.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
        return message;
    }

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("DEPGRAPH_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? Path.GetFullPath(named) : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(candidate, "npm", "registry.mjs")))
            {
                return candidate;
            }
        }

        return null;
    }
}
