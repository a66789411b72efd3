namespace DepGraph.Bolt;

/// <summary>A node or relationship as it was when the server read it.</summary>
public interface IEntity
{
    /// <summary>
    /// The server's number for it, unique among its nodes or relationships, and given to another once it is deleted.
    /// <see cref="ElementId"/> takes its place.
    /// </summary>
    long Id { get; }

    /// <summary>What identifies it within a transaction; from servers before Bolt 5.0 <see cref="Id"/> as text.</summary>
    string ElementId { get; }

    /// <summary>Its properties; one that is null does not exist.</summary>
    IReadOnlyDictionary<string, object?> Properties { get; }

    /// <summary>The value of a property.</summary>
    /// <exception cref="KeyNotFoundException">There is no such property.</exception>
    object? this[string key] { get; }
}
