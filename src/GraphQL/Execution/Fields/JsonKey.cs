using System.Text;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>Response keys as they stand in the response. Names of GraphQL need no escaping.</summary>
internal static class JsonKey
{
    /// <summary><c>,"key":</c></summary>
    public static byte[] Encode(string key) => Encoding.UTF8.GetBytes($",\"{key}\":");
}
