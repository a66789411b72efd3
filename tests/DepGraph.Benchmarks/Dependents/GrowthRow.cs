using System.Globalization;

namespace DepGraph.Benchmarks.Dependents;

/// <summary>What was measured over a graph of one size. Times are medians in milliseconds over HTTP, one question at a time.</summary>
public sealed record GrowthRow
{
    private static readonly (
        string Name,
        Func<GrowthRow, double> Get,
        Func<GrowthRow, double, GrowthRow> With
    )[] s_columns =
    [
        ("packages", row => row.Packages, (row, value) => row with { Packages = value }),
        ("edges", row => row.Edges, (row, value) => row with { Edges = value }),
        ("index_bytes", row => row.IndexBytes, (row, value) => row with { IndexBytes = value }),
        ("build_s", row => row.BuildSeconds, (row, value) => row with { BuildSeconds = value }),
        ("rss_mib", row => row.ResidentMiB, (row, value) => row with { ResidentMiB = value }),
        ("peak_mib", row => row.PeakMiB, (row, value) => row with { PeakMiB = value }),
        ("first_page_ms", row => row.FirstPage, (row, value) => row with { FirstPage = value }),
        ("first_page_cpu_ms", row => row.FirstPageCpu, (row, value) => row with { FirstPageCpu = value }),
        ("ordered_page_ms", row => row.OrderedPage, (row, value) => row with { OrderedPage = value }),
        ("ordered_page_cpu_ms", row => row.OrderedPageCpu, (row, value) => row with { OrderedPageCpu = value }),
        ("hub_search_ms", row => row.HubSearch, (row, value) => row with { HubSearch = value }),
        ("hub_search_flat_ms", row => row.HubFlat, (row, value) => row with { HubFlat = value }),
        ("permille_search_ms", row => row.PerMilleSearch, (row, value) => row with { PerMilleSearch = value }),
        ("permille_search_flat_ms", row => row.PerMilleFlat, (row, value) => row with { PerMilleFlat = value }),
        ("mid_search_ms", row => row.MidSearch, (row, value) => row with { MidSearch = value }),
        ("mid_search_flat_ms", row => row.MidFlat, (row, value) => row with { MidFlat = value }),
    ];

    public double Packages { get; init; }

    /// <summary>Edges between packages, a kind and a declared name each.</summary>
    public double Edges { get; init; }

    public double IndexBytes { get; init; }

    /// <summary>From the first head to the finished index, out of the store.</summary>
    public double BuildSeconds { get; init; }

    /// <summary>Resident memory of the service after all questions.</summary>
    public double ResidentMiB { get; init; }

    public double PeakMiB { get; init; }

    /// <summary>First 50 dependents of the biggest hub, all versions, and the count.</summary>
    public double FirstPage { get; init; }

    /// <summary>CPU time of the service for it.</summary>
    public double FirstPageCpu { get; init; }

    /// <summary>The same in the order of how much they are depended upon.</summary>
    public double OrderedPage { get; init; }

    public double OrderedPageCpu { get; init; }

    /// <summary>All transitive dependents of the hub, in order, the first 50 and the count; the best of some.</summary>
    public double HubSearch { get; init; }

    /// <summary>The bare search over flat arrays in a process of its own; the best of some.</summary>
    public double HubFlat { get; init; }

    /// <summary>The same of the package that a thousandth of all depend on.</summary>
    public double PerMilleSearch { get; init; }

    public double PerMilleFlat { get; init; }

    /// <summary>The same of one with 60 depending packages.</summary>
    public double MidSearch { get; init; }

    public double MidFlat { get; init; }

    /// <summary>The rows of a file, by size; none without the file.</summary>
    public static IReadOnlyList<GrowthRow> Read(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Skip(1).Select(Parse).OrderBy(row => row.Packages)] : [];

    /// <summary>Puts a row into a file, in the place of the one of the same size.</summary>
    public static void Save(string file, GrowthRow row)
    {
        var rows = Read(file).Where(other => other.Packages != row.Packages).Append(row).OrderBy(one => one.Packages);
        File.WriteAllLines(
            file,
            [string.Join(',', s_columns.Select(column => column.Name)), .. rows.Select(one => one.Text())]
        );
    }

    private static GrowthRow Parse(string line) =>
        line.Split(',')
            .Zip(s_columns)
            .Aggregate(
                new GrowthRow(),
                (row, cell) => cell.Second.With(row, double.Parse(cell.First, CultureInfo.InvariantCulture))
            );

    private string Text() =>
        string.Join(
            ',',
            s_columns.Select(column => Math.Round(column.Get(this), 5).ToString(CultureInfo.InvariantCulture))
        );
}
