using System.Globalization;
using System.Text;

namespace DepGraph.Benchmarks.Dependents;

/// <summary>One diagram of a <see cref="GrowthPlot"/>, over packages in powers of ten.</summary>
/// <param name="Title">What is drawn, with its unit.</param>
/// <param name="IsLogarithmic">Whether heights are powers of ten too; otherwise they begin at zero.</param>
internal sealed record GrowthDiagram(string Title, bool IsLogarithmic)
{
    private const int Width = 330;
    private const int Height = 210;
    private const int Steps = 4;

    /// <summary>A linear height ends this much above the highest value.</summary>
    private const double Room = 1.6;

    public required IReadOnlyList<GrowthCurve> Curves { get; init; }

    public void Draw(StringBuilder picture, IReadOnlyList<GrowthRow> rows, int left, int top)
    {
        var values = Curves.SelectMany(curve => rows.Select(curve.ValueOf)).ToArray();
        var (low, high) = IsLogarithmic
            ? (Math.Floor(Math.Log10(values.Min())), Math.Ceiling(Math.Log10(values.Max())))
            : (0, values.Max() * Room);
        var (first, last) = (Math.Log10(rows[0].Packages), Math.Log10(rows[^1].Packages));
        Write(
            picture,
            $"<g transform=\"translate({left} {top})\"><text class=\"title\" y=\"-28\">{Title}</text><text class=\"faint\" y=\"-10\">{Legend()}</text>\n"
        );
        foreach (
            var at in IsLogarithmic ? Powers(low, high) : Enumerable.Range(0, Steps + 1).Select(i => high * i / Steps)
        )
        {
            var label = IsLogarithmic
                ? Math.Pow(10, at).ToString("#,0.###", CultureInfo.InvariantCulture)
                : at.ToString("0.00", CultureInfo.InvariantCulture);
            Write(
                picture,
                $"<path class=\"grid\" d=\"M0 {Y(at):F1}H{Width}\"/><text class=\"faint\" x=\"-6\" y=\"{Y(at) + 4:F1}\" text-anchor=\"end\">{label}</text>\n"
            );
        }

        foreach (var row in rows)
        {
            Write(
                picture,
                $"<text class=\"faint\" x=\"{X(row):F1}\" y=\"{Height + 20}\" text-anchor=\"middle\">{row.Packages:N0}</text>\n"
            );
        }

        foreach (var curve in Curves)
        {
            Draw(picture, rows, curve);
        }

        picture.Append("</g>\n");

        double X(GrowthRow row) => last > first ? Width * (Math.Log10(row.Packages) - first) / (last - first) : 0;

        double Y(double height) => Height * (1 - ((height - low) / (high - low)));

        double YOf(double value) => Y(IsLogarithmic ? Math.Log10(value) : value);

        void Draw(StringBuilder into, IReadOnlyList<GrowthRow> of, GrowthCurve curve)
        {
            var points = string.Join(
                ' ',
                of.Select(row =>
                    string.Create(CultureInfo.InvariantCulture, $"{X(row):F1},{YOf(curve.ValueOf(row)):F1}")
                )
            );
            Write(
                into,
                $"<polyline class=\"curve c{curve.Color}{(curve.IsBare ? " bare" : "")}\" points=\"{points}\"/>\n"
            );
        }
    }

    /// <summary>The names of the curves in their colours, and what is dashed.</summary>
    private string Legend()
    {
        var named = Curves
            .Where(curve => !curve.IsBare)
            .Select(curve => $"<tspan class=\"f{curve.Color}\">{curve.Name}</tspan>");
        return string.Join(" · ", Curves.Any(curve => curve.IsBare) ? named.Append("dashed: bare search") : named);
    }

    private static IEnumerable<double> Powers(double low, double high)
    {
        for (var power = low; power <= high; power++)
        {
            yield return power;
        }
    }

    private static void Write(StringBuilder picture, FormattableString text) =>
        picture.Append(text.ToString(CultureInfo.InvariantCulture));
}
