namespace DepGraph.GraphApi.Scalars;

/// <summary>JSON text that goes into the response as it is; it was valid when it was kept.</summary>
internal readonly record struct RawJson(string Text);
