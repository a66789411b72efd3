using DepGraph.Testing;

namespace DepGraph.EndToEnd.Deployment;

/// <summary>What <c>docker build</c> gets to see of the repository: what .dockerignore lets through, copied.</summary>
internal static class BuildContext
{
    public static void CopyTo(string folder)
    {
        var lines = File.ReadAllLines(Repository.File(".dockerignore"));
        var left = lines.Where(line => line.StartsWith("**/")).Select(line => line["**/".Length..]).ToHashSet();
        foreach (var name in lines.Where(line => line.StartsWith('!')).Select(line => line[1..]))
        {
            var source = Repository.File(name);
            if (Directory.Exists(source))
            {
                Copy(new DirectoryInfo(source), Path.Combine(folder, name), left);
            }
            else
            {
                File.Copy(source, Path.Combine(folder, name));
            }
        }
    }

    /// <summary>Copies a folder but for what has one of these names.</summary>
    public static void Copy(DirectoryInfo source, string destination, IReadOnlySet<string> left)
    {
        Directory.CreateDirectory(destination);
        foreach (var file in source.EnumerateFiles().Where(file => !left.Contains(file.Name)))
        {
            file.CopyTo(Path.Combine(destination, file.Name));
        }

        foreach (var below in source.EnumerateDirectories().Where(below => !left.Contains(below.Name)))
        {
            Copy(below, Path.Combine(destination, below.Name), left);
        }
    }
}
