namespace DepGraph.EndToEnd.Queue;

/// <summary>An empty store that several processes share, for the length of a test.</summary>
public interface IQueuePlace : IAsyncDisposable
{
    /// <summary>The environment variables that lead a program to it.</summary>
    IReadOnlyDictionary<string, string?> Store { get; }
}
