using DepGraph.Storage.Neo4j.Bulk;

namespace DepGraph.Ingestion.Export;

/// <summary>
/// The folder of the tables' files. What makes it whole is <see cref="ImportScript"/>, written last, and taken away first where an older
/// export is overwritten.
/// </summary>
internal sealed class CsvFolder : IDisposable
{
    public const string Script = "import.sh";
    private const int BufferBytes = 256 << 10;

    private readonly string path;
    private readonly string extension;
    private readonly Dictionary<(BulkTable Table, bool Multiline), FileStream> files = [];

    /// <param name="path">The folder; made if it is not there.</param>
    /// <param name="gzip">Whether rows are compressed.</param>
    /// <param name="overwrite">Whether files of an older export may be there already; they are deleted.</param>
    /// <exception cref="IOException">It is not empty, or cannot be written.</exception>
    public CsvFolder(string path, bool gzip, bool overwrite)
    {
        (this.path, extension) = (Path.GetFullPath(path), gzip ? ".csv.gz" : ".csv");
        if (!overwrite && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new IOException(
                $"The folder '{path}' is not empty. Take --overwrite to put the export in the place of an older one, or name another folder."
            );
        }

        Directory.CreateDirectory(path);
        Clear();
    }

    /// <summary>Where the script is.</summary>
    public string ScriptPath => Path.Combine(path, Script);

    public async ValueTask AppendAsync(
        BulkTable table,
        bool multiline,
        ReadOnlyMemory<byte> rows,
        CancellationToken cancellationToken
    )
    {
        if (!files.TryGetValue((table, multiline), out var file))
        {
            file = Create(NameOf(table, multiline));
            files.Add((table, multiline), file);
        }

        await file.WriteAsync(rows, cancellationToken);
    }

    /// <summary>Closes the files, and writes the headers of those tables that have rows.</summary>
    /// <returns>Those tables with the names of their files.</returns>
    public async Task<IReadOnlyList<BulkFiles>> CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var file in files.Values)
        {
            await file.DisposeAsync();
        }

        var tables = new List<BulkFiles>();
        foreach (var table in BulkTable.All)
        {
            var (rows, multiline) = (FileOf(table, false), FileOf(table, true));
            if (rows is null && multiline is null)
            {
                continue;
            }

            var header = HeaderOf(table);
            await File.WriteAllTextAsync(Path.Combine(path, header), table.Header + "\n", cancellationToken);
            tables.Add(new BulkFiles(table, header, rows, multiline));
        }

        return tables;
    }

    /// <summary>Writes the script, under another name first.</summary>
    public async Task WriteScriptAsync(string script, CancellationToken cancellationToken)
    {
        var partial = ScriptPath + ".partial";
        await File.WriteAllTextAsync(partial, script, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(partial, File.GetUnixFileMode(partial) | UnixFileMode.UserExecute);
        }

        File.Move(partial, ScriptPath, overwrite: true);
    }

    public void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Dispose();
        }
    }

    private static string HeaderOf(BulkTable table) => $"{table.Name}-header.csv";

    private static string NameOf(BulkTable table, bool multiline, string extension) =>
        $"{table.Name}{(multiline ? "-multiline" : "")}{extension}";

    private string NameOf(BulkTable table, bool multiline) => NameOf(table, multiline, extension);

    private string? FileOf(BulkTable table, bool multiline) =>
        files.ContainsKey((table, multiline)) ? NameOf(table, multiline) : null;

    /// <summary>Deletes what an export makes and nothing else: first what says that it is whole.</summary>
    private void Clear()
    {
        File.Delete(ScriptPath);
        foreach (var table in BulkTable.All)
        {
            File.Delete(Path.Combine(path, HeaderOf(table)));
            foreach (var former in (string[])[".csv", ".csv.gz"])
            {
                File.Delete(Path.Combine(path, NameOf(table, multiline: false, former)));
                File.Delete(Path.Combine(path, NameOf(table, multiline: true, former)));
            }
        }
    }

    private FileStream Create(string name) =>
        new(Path.Combine(path, name), FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);
}
