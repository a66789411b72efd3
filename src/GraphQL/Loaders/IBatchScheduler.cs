namespace DepGraph.GraphQL.Loaders;

/// <summary>What a data loader needs of the operation that it serves. Its members may be called from any thread.</summary>
public interface IBatchScheduler
{
    /// <summary>Ends when the operation does.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>Runs <paramref name="dispatch"/> once nothing else of the operation can progress.</summary>
    void Schedule(Action dispatch);

    /// <summary>Runs <paramref name="completion"/> on the operation's turn, between its other work.</summary>
    void Post(Action completion);
}
