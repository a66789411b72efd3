namespace DepGraph.EndToEnd.Queue;

/// <summary>An empty store that several processes share, for the length of a test.</summary>
public interface IQueuePlace : IAsyncDisposable
{
    /// <summary>The environment variables that lead a program to it.</summary>
    IReadOnlyDictionary<string, string?> Store { get; }

    /// <summary>
    /// Makes claims of relationships that are to be written run out now, those of the dead above all: the others need not wait for minutes. They only
    /// save work.
    /// </summary>
    Task EndClaimsAsync();

    /// <summary>
    /// The whole graph as another program reads it, a sorted line for each package, head, version and relationship: the same lines whichever
    /// store it is.
    /// </summary>
    Task<IReadOnlyList<string>> ReadGraphAsync();

    /// <summary>How far those have come who work through something, as they have written it.</summary>
    Task<IReadOnlyList<string>> ReadPositionsAsync();
}
