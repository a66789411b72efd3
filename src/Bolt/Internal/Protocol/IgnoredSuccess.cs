using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>For requests of whose success nothing but the fact is of interest.</summary>
internal sealed class IgnoredSuccess : ResponseHandler
{
    public static IgnoredSuccess Instance { get; } = new();

    public override void OnSuccess(RequestTag request, ref PackStreamReader metadata) { }
}
