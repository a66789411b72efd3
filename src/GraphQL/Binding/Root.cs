namespace DepGraph.GraphQL.Binding;

/// <summary>The parent value of root fields: nothing.</summary>
public readonly record struct Root;
