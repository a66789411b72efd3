using System.Diagnostics;

namespace DepGraph.Storage.Tests.Sqlite;

/// <summary>
/// A file that may not be written until this is disposed of. Permissions do not bind root, so for root it becomes a read-only
/// mount of itself.
/// </summary>
internal sealed class ReadOnlyFile : IDisposable
{
    private readonly string? mount;

    public ReadOnlyFile(string path)
    {
        if (Environment.UserName != "root")
        {
            File.SetAttributes(path, FileAttributes.ReadOnly);
            return;
        }

        mount = path;
        Run("mount", "--bind", mount, mount);
        Run("mount", "-o", "remount,bind,ro", mount);
    }

    public void Dispose()
    {
        if (mount is not null)
        {
            Run("umount", mount);
        }
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{command} {string.Join(' ', arguments)}");
    }
}
