using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>
/// Takes what the server answers to requests. Failures do not come here: they belong to the connection, since all that was sent behind
/// the failed request is ignored by the server.
/// </summary>
internal abstract class ResponseHandler
{
    /// <param name="request">What succeeded.</param>
    /// <param name="metadata">Stands before the map; need not be read to its end.</param>
    public abstract void OnSuccess(RequestTag request, ref PackStreamReader metadata);
}
