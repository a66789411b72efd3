using System.Text.Json.Nodes;

namespace DepGraph.Benchmarks.Placement;

/// <summary>A random project: its package.json and what npm is told.</summary>
/// <param name="Id">The number within its run.</param>
/// <param name="Root">The package.json.</param>
/// <param name="Options">Flags by npm's names, as the oracle takes them.</param>
internal sealed record DrawnManifest(int Id, JsonObject Root, JsonObject Options)
{
    public JsonObject ToJson() =>
        new()
        {
            ["id"] = Id,
            ["root"] = Root.DeepClone(),
            ["options"] = Options.DeepClone(),
        };
}
