namespace DepGraph.Bolt;

/// <summary>Cypher with its parameters.</summary>
/// <param name="Text">The Cypher.</param>
/// <param name="Parameters">An object whose properties they are, a dictionary, an <see cref="IQueryParameters"/>; null for none.</param>
public sealed record Query(string Text, object? Parameters = null)
{
    /// <summary>The Cypher alone: parameters may be secrets.</summary>
    public override string ToString() => Text;
}
