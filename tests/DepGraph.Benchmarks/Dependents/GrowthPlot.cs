using System.Globalization;
using System.Text;

namespace DepGraph.Benchmarks.Dependents;

/// <summary>A picture of a table of <see cref="GrowthRow"/>: four diagrams over the number of packages, readable on light and dark ground.</summary>
public static class GrowthPlot
{
    private const int Width = 860;
    private const int Height = 630;
    private const string Style = """
        text { font: 13px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600; font-size: 14px } .faint { fill: #57606a }
        .grid { stroke: #d0d7de } .curve { fill: none; stroke-width: 2 } .bare { stroke-dasharray: 5 4 }
        .c0 { stroke: #0969da } .c1 { stroke: #bc4c00 } .c2 { stroke: #1a7f37 } .f0 { fill: #0969da } .f1 { fill: #bc4c00 } .f2 { fill: #1a7f37 }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 } .faint { fill: #9198a1 } .grid { stroke: #3d444d }
          .c0 { stroke: #58a6ff } .c1 { stroke: #f0883e } .c2 { stroke: #3fb950 } .f0 { fill: #58a6ff } .f1 { fill: #f0883e } .f2 { fill: #3fb950 }
        }
        """;

    public static string Of(IReadOnlyList<GrowthRow> rows)
    {
        var picture = new StringBuilder();
        picture.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"How questions about dependents grow with the graph\">\n<style>{Style}</style>\n"
        );
        GrowthDiagram[] diagrams =
        [
            new("50 dependents of the hub and the count, ms", IsLogarithmic: false)
            {
                Curves =
                [
                    new("by name", 0, row => row.FirstPage),
                    new("most depended upon first", 1, row => row.OrderedPage),
                ],
            },
            new("all transitive dependents, ms", IsLogarithmic: true)
            {
                Curves =
                [
                    new("of the hub", 0, row => row.HubSearch),
                    new("of a 1 ‰ package", 1, row => row.PerMilleSearch),
                    new("of the hub", 0, row => row.HubFlat) { IsBare = true },
                    new("of a 1 ‰ package", 1, row => row.PerMilleFlat) { IsBare = true },
                ],
            },
            new("building the index, seconds", IsLogarithmic: true)
            {
                Curves = [new("from SQLite", 0, row => row.BuildSeconds)],
            },
            new("memory, MiB", IsLogarithmic: true)
            {
                Curves =
                [
                    new("index", 0, row => row.IndexBytes / (1 << 20)),
                    new("service", 1, row => row.ResidentMiB),
                ],
            },
        ];
        foreach (var (place, diagram) in diagrams.Index())
        {
            diagram.Draw(picture, rows, left: 60 + (place % 2 * 430), top: 60 + (place / 2 * 310));
        }

        return picture.Append("</svg>\n").ToString();
    }
}
