namespace DepGraph.Testing;

/// <summary>The checkout that these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string File(string relativePath) => Path.Combine(Root, relativePath);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "DepGraph.sln")))
        {
            folder =
                folder.Parent ?? throw new InvalidOperationException("DepGraph.sln is above none of these folders.");
        }

        return folder.FullName;
    }
}
