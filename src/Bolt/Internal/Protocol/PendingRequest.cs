namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>A request that was written and is not answered yet.</summary>
/// <param name="Tag">Which.</param>
/// <param name="Handler">Takes the answer.</param>
/// <param name="EndsResult">Whether it leaves nothing of a result, so that this counted as ended when it was written.</param>
internal readonly record struct PendingRequest(RequestTag Tag, ResponseHandler Handler, bool EndsResult);
