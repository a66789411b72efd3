using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Limits;

/// <summary>The response's <c>extensions.cost</c>: what the operation was reckoned to cost, and what it may.</summary>
internal readonly record struct CostReport(double Requested, double Maximum)
{
    /// <summary>Writes the whole entry <c>"extensions"</c>.</summary>
    public void WriteTo(ResponseWriter writer)
    {
        writer.WriteRaw("\"extensions\":{\"cost\":{\"requested\":"u8);
        writer.WriteDouble(Requested);
        writer.WriteRaw(",\"maximum\":"u8);
        writer.WriteDouble(Maximum);
        writer.WriteRaw("}}"u8);
    }
}
