using System.Globalization;

namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>How neo4j-admin has to be called to make a database of a <see cref="BulkGraph"/>'s rows.</summary>
public static class BulkImport
{
    /// <summary>What the importer reads into unless it is told more: a single row must fit.</summary>
    private const int UsualBuffer = 4 << 20;

    /// <summary>The options behind <c>neo4j-admin database import full DATABASE</c>.</summary>
    /// <param name="files">Tables that have rows.</param>
    /// <param name="longestRow">Bytes of the longest row.</param>
    public static IReadOnlyList<string> Options(IReadOnlyList<BulkFiles> files, int longestRow)
    {
        List<string> options =
        [
            "--id-type=integer",
            $"--array-delimiter=U+{(int)CsvRows.Separator:X4}",
            // Every relationship has its ends here; one that has not means that a file is not whole.
            "--bad-tolerance=0",
        ];
        if (2L * longestRow > UsualBuffer)
            options.Add(string.Create(CultureInfo.InvariantCulture, $"--read-buffer-size={2L * longestRow}"));
        var multiline = files.Where(file => file.MultilineRows is not null).Select(file => file.MultilineRows);
        if (multiline.Any())
            options.AddRange(["--multiline-fields-format=v2", $"--multiline-fields={string.Join(',', multiline)}"]);
        foreach (var file in files)
        {
            var parts = new[] { file.Header, file.Rows, file.MultilineRows }.Where(part => part is not null);
            options.Add($"{file.Table.Option}={string.Join(',', parts)}");
        }
        return options;
    }
}
