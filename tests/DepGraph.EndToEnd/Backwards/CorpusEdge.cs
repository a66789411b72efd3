namespace DepGraph.EndToEnd.Backwards;

/// <summary>A declared dependency of one version.</summary>
internal sealed record CorpusEdge(
    string Package,
    string Version,
    string Kind,
    string Name,
    string Range,
    string Target,
    bool IsOfLatest
)
{
    public override string ToString() => $"{Package}@{Version} {Kind} {Name} {Range}";
}
