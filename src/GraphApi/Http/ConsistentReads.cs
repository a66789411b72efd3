using DepGraph.GraphApi.Resolvers;
using DepGraph.GraphQL.Requests;
using DepGraph.Ingestion.Graph;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Http;

/// <summary>What stands before each operation, on every transport: where reads are to be consistent, the store is asked what has changed.</summary>
internal sealed partial class ConsistentReads(PackageGraph graph, ILogger<ConsistentReads> logger)
{
    /// <summary>Null when the operation may begin; otherwise why it cannot, for the client. The caller disposes it.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<GraphQLResult?> RefusalAsync(CancellationToken cancellationToken)
    {
        var catchingUp = graph.CatchUpAsync(cancellationToken);
        return catchingUp.IsCompletedSuccessfully ? default : new(AwaitAsync(catchingUp));
    }

    private async Task<GraphQLResult?> AwaitAsync(Task catchingUp)
    {
        try
        {
            await catchingUp;
            return null;
        }
        catch (StoreException e)
        {
            LogStoreFails(e.Message);
            return GraphQLResult.ForRequestError(StoreError.Of(e)!.ToError());
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An operation cannot begin, for the store fails: {Reason}")]
    private partial void LogStoreFails(string reason);
}
