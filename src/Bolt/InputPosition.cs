namespace DepGraph.Bolt;

/// <summary>A place in a query.</summary>
/// <param name="Offset">Characters before it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct InputPosition(int Offset, int Line, int Column);
