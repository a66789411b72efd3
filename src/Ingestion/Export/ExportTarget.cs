namespace DepGraph.Ingestion.Export;

/// <summary>
/// A file that has its name only when it is whole: until <see cref="Complete"/> it is called <c>NAME.partial</c>, and disposal without that
/// takes it away. Or standard output.
/// </summary>
internal sealed class ExportTarget : IDisposable
{
    private const string StandardOutput = "-";
    private const int BufferBytes = 256 << 10;

    private readonly string? path;
    private readonly string partial = "";
    private bool isComplete;

    private ExportTarget(string? path)
    {
        this.path = path;
        if (path is null)
        {
            Stream = Console.OpenStandardOutput();
            return;
        }

        partial = path + ".partial";
        Stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);
    }

    /// <summary>What is written to.</summary>
    public Stream Stream { get; }

    /// <summary>Whether it is no file.</summary>
    public static bool IsStandardOutput(string path) => path == StandardOutput;

    /// <param name="path">A path, or <c>-</c> for standard output.</param>
    /// <param name="overwrite">Whether a file of that name may be there already.</param>
    /// <exception cref="IOException">There is such a file, or it cannot be written.</exception>
    public static ExportTarget Create(string path, bool overwrite)
    {
        if (IsStandardOutput(path))
        {
            return new ExportTarget(null);
        }

        var full = Path.GetFullPath(path);
        if (Directory.Exists(full) || (File.Exists(full) && !overwrite))
        {
            throw new IOException(
                $"'{path}' is there already. Take --overwrite to put the export in its place, or name another file."
            );
        }

        return new ExportTarget(full);
    }

    /// <summary>Closes it and gives it its name.</summary>
    public void Complete()
    {
        Stream.Flush();
        Stream.Dispose();
        if (path is not null)
        {
            File.Move(partial, path, overwrite: true);
        }

        isComplete = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (path is not null && !isComplete)
        {
            File.Delete(partial);
        }
    }
}
