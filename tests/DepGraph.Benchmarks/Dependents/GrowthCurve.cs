namespace DepGraph.Benchmarks.Dependents;

/// <summary>A curve of a <see cref="GrowthDiagram"/>.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Color">Which of the colours it has.</param>
/// <param name="ValueOf">Its height over a size.</param>
public sealed record GrowthCurve(string Name, int Color, Func<GrowthRow, double> ValueOf)
{
    /// <summary>Whether it is what others are compared with, and dashed.</summary>
    public bool IsBare { get; init; }
}
