using DepGraph.Ingestion.Npmrc;

namespace DepGraph.Ingestion.Tests.Npmrc;

/// <summary>A made-up machine in a temporary folder: a project, a home, an installed npm.</summary>
public sealed class NpmMachine : IDisposable
{
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("npmrc-");

    public NpmMachine()
    {
        Write("project/package.json", "{}");
        Directory.CreateDirectory(Path("project/sub"));
        Directory.CreateDirectory(Path("home"));
    }

    public NpmHost Host => new(environment, Path("project/sub"), Path("home"), IsWindows: false);

    public string Path(string relative) => System.IO.Path.Combine(root.FullName, relative);

    public NpmMachine Set(string name, string value)
    {
        environment[name] = value;
        return this;
    }

    public NpmMachine Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        File.WriteAllText(Path(relative), text);
        return this;
    }

    /// <summary>Installs an npm that does what a shell script says.</summary>
    public NpmMachine InstallNpm(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The made-up npm is a shell script.");
        Write("node/lib/node_modules/npm/bin/npm-cli.js", $"#!/bin/sh\n{script}\n");
        Write("node/bin/node", "#!/bin/sh\n");
        foreach (var program in (string[])["node/lib/node_modules/npm/bin/npm-cli.js", "node/bin/node"])
        {
#pragma warning disable CA1416 // Skipped on Windows.
            File.SetUnixFileMode(
                Path(program),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
#pragma warning restore CA1416
        }

        File.CreateSymbolicLink(Path("node/bin/npm"), "../lib/node_modules/npm/bin/npm-cli.js");
        return Set("PATH", $"{Path("node/bin")}:/usr/bin:/bin");
    }

    public void Dispose() => root.Delete(recursive: true);
}
