using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt;

/// <summary>Parameters that write themselves, without boxing and without a dictionary.</summary>
public interface IQueryParameters
{
    /// <summary>Writes exactly one map. Called once for each time that the query is sent.</summary>
    void Write(PackStreamWriter writer);
}
