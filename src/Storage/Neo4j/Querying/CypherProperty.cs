namespace DepGraph.Storage.Neo4j.Querying;

/// <summary>What a field is in the graph.</summary>
/// <param name="Name">A property of the node.</param>
/// <param name="IsIndexed">Whether an index begins with it.</param>
internal sealed record CypherProperty(string Name, bool IsIndexed = false)
{
    /// <summary>
    /// The number that the property has where the row has no value, below all values; null when the property is missing there. An index
    /// does not hold nodes that miss one of its properties, so a list in the order of such a one would lose them.
    /// </summary>
    public long? Null { get; init; }

    /// <summary>The property by which lists are sorted: for a text the one that has its <see cref="OrderText"/>.</summary>
    public string Order { get; init; } = Name;
}
