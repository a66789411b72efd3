using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Relations;

/// <summary>The parameters of <see cref="ProjectionCypher.Write"/>.</summary>
internal sealed class SliceParameters : IQueryParameters
{
    private readonly PackageSlice[] _slices;
    private readonly TargetIndex _targets = new();
    private readonly string _claimant;
    private readonly TimeSpan _claimDuration;

    public SliceParameters(IReadOnlyList<PackageSlice> slices, string claimant, TimeSpan claimDuration)
    {
        _claimant = claimant;
        _claimDuration = claimDuration;
        // In the order of names: two processes lock the packages that both want in the same order.
        _slices = [.. slices.OrderBy(slice => slice.Name, StringComparer.Ordinal)];
        foreach (var node in _slices.SelectMany(slice => slice.Added.Concat(slice.Altered)))
            _targets.Add(node.Requirements);
        _targets.Number();
    }

    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(6);
        writer.Entry("claimant", _claimant);
        writer.DurationEntries(_claimDuration);
        _targets.Write(writer);
        writer.ListEntry("slices", _slices.Length);
        foreach (var slice in _slices)
        {
            writer.WriteMapHeader(6);
            writer.Entry("name", slice.Name);
            writer.Entry("sequence", slice.Sequence);
            writer.Entry("gone", slice.Gone);
            writer.ListEntry("informed", slice.Informed.Count);
            foreach (var node in slice.Informed)
                node.Write(writer);
            WriteVersions(writer, "altered", slice.Altered);
            WriteVersions(writer, "added", slice.Added);
        }
    }

    private void WriteVersions(PackStreamWriter writer, string key, List<VersionNode> nodes)
    {
        writer.ListEntry(key, nodes.Count);
        foreach (var node in nodes)
        {
            writer.WriteMapHeader(2);
            writer.WriteString("node");
            node.Write(writer);
            writer.WriteString("edges");
            _targets.WriteEdges(writer, node.Requirements);
        }
    }
}
