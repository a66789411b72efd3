namespace DepGraph.Benchmarks.Peers;

/// <summary>How two sides are put under load.</summary>
/// <param name="Connections">Connections of the load driver.</param>
/// <param name="Seconds">Length of a measurement.</param>
/// <param name="Rounds">Measurements of each side.</param>
/// <param name="WarmUp">Seconds of load on each side before the first.</param>
public sealed record LoadPlan(int Connections, int Seconds, int Rounds, int WarmUp = 2);
