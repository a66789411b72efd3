namespace DepGraph.EndToEnd.Conformance;

/// <summary>Tests that measure the whole program, or lean on the pace of the machine: they run when no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
