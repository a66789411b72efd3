using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Neo4j.Relations;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>The parameters of <see cref="CommitCypher.Write"/>: what a plan comes to.</summary>
internal sealed class CommitWriting : IQueryParameters
{
    private readonly CommitPlan _plan;
    private readonly TargetIndex _targets = new();
    private readonly PackageChange[] _heads;
    private readonly PackageChange[] _headsChanged;
    private readonly (PackageChange Change, VersionNode Node)[] _added;
    private readonly (PackageChange Change, VersionNode Node)[] _altered;
    private readonly (PackageChange Change, LatestEdge Edge)[] _dropped;
    private readonly (PackageChange Change, LatestEdge Edge)[] _edges;
    private readonly (PackageChange Change, string? Purl)[] _latest;

    public CommitWriting(CommitPlan plan)
    {
        _plan = plan;
        _heads = [.. plan.Changes.Where(change => change.IsWritten)];
        _headsChanged = [.. _heads.Where(change => change.IsHeadChanged)];
        var nodes = plan.Changes.SelectMany(change => change.MissingNodes().Select(node => (change, node))).ToArray();
        _altered = Array.FindAll(nodes, pair => pair.change.Before.Shapes.ContainsKey(pair.node.Purl));
        _added = Array.FindAll(nodes, pair => !pair.change.Before.Shapes.ContainsKey(pair.node.Purl));
        var edges = _headsChanged.Select(change => (change, After: EdgesOf(change))).ToArray();
        _dropped = [.. edges.SelectMany(e => e.change.Before.LatestEdges.Except(e.After).Select(x => (e.change, x)))];
        _edges = [.. edges.SelectMany(e => e.After.Except(e.change.Before.LatestEdges).Select(x => (e.change, x)))];
        _latest =
        [
            .. _headsChanged
                .Select(change => (change, Purl: LatestPurlOf(change)))
                .Where(pair => pair.Purl != pair.change.Before.LatestPurl),
        ];
        foreach (var change in _heads)
            _targets.Add(change.Name);
        foreach (var (change, node) in nodes)
        {
            _targets.Add(change.Name);
            _targets.Add(node.Requirements);
        }
        foreach (var (_, edge) in _edges.Concat(_dropped))
            _targets.Add(edge.Target);
        _targets.Number();
    }

    /// <summary>Whether there is nothing to write at all.</summary>
    public bool IsEmpty => _heads.Length == 0 && _added.Length == 0 && _altered.Length == 0;

    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(13);
        WriteGraph(writer);
        _targets.Write(writer);
        WriteList(writer, "heads", _heads, WriteHead);
        WriteList(writer, "details", [.. _heads.Where(change => change.Details is not null)], WriteDetails);
        writer.Entry("withoutDetails", [.. WithoutDetails.Select(change => change.Name)]);
        WriteList(writer, "added", _added, WriteVersion);
        WriteList(writer, "altered", _altered, WriteVersion);
        WriteList(writer, "latest", _latest, WriteLatest);
        WriteList(writer, "dropped", _dropped, WriteDropped);
        WriteList(writer, "edges", _edges, WriteEdge);
        WriteList(writer, "ranked", Ranked, (w, place) => w.WriteInteger(place));
        WriteList(writer, "gains", _plan.Gains, WriteGain);
    }

    private IEnumerable<PackageChange> WithoutDetails =>
        _heads.Where(change => change.Package.DetailsHash is null && change.Before.Package.DetailsHash is not null);

    /// <summary>Places of packages whose rank this may change, in the order in which all transactions lock packages.</summary>
    private int[] Ranked =>
        [
            .. _heads
                .Select(change => change.Name)
                .Concat(_edges.Concat(_dropped).Select(pair => pair.Edge.Target))
                .Distinct(StringComparer.Ordinal)
                .Select(_targets.PlaceOf)
                .Order(),
        ];

    private static HashSet<LatestEdge> EdgesOf(PackageChange change) =>
        change.Head?.LatestVersion is { } latest ? [.. LatestEdge.Of(latest.Requirements)] : [];

    /// <summary>Null when no version is the latest, or its node cannot be.</summary>
    private static string? LatestPurlOf(PackageChange change) =>
        change.Head?.LatestVersion is { } latest
        && new VersionNode(latest, details: null).Purl is var purl
        && IndexKey.Fits(purl)
            ? purl
            : null;

    private static void WriteList<T>(
        PackStreamWriter writer,
        string key,
        IReadOnlyList<T> items,
        Action<PackStreamWriter, T> write
    )
    {
        writer.ListEntry(key, items.Count);
        foreach (var item in items)
            write(writer, item);
    }

    private void WriteGraph(PackStreamWriter writer)
    {
        var changed = _plan.Sequenced.Select(change => change.Name).ToArray();
        writer.MapEntry("graph", changed.Length == 0 ? 0 : 6);
        if (changed.Length == 0)
            return;
        _plan.Totals.WriteEntries(writer);
        var commit = new NewestCommit(_plan.FirstSequence, _plan.Totals.Sequence, changed.Length, _plan.Gains.Count);
        writer.WriteString("commit");
        commit.Write(writer);
        writer.WriteString("changed");
        commit.WriteNames(writer, changed);
    }

    private void WriteHead(PackStreamWriter writer, PackageChange change)
    {
        writer.WriteMapHeader(5);
        writer.Entry("package", _targets.PlaceOf(change.Name));
        writer.Entry("name", change.Name);
        writer.ListEntry("pending", change.LeavesWork() ? 1 : 0);
        if (change.LeavesWork())
            writer.WriteBoolean(true);
        writer.WriteString("properties");
        PackageProperties.Write(writer, change);
        var isGone = change.IsHeadChanged && change.Head is null;
        writer.MapEntry("head", change.Head is not null || isGone ? 2 : 1);
        writer.BytesEntry("record", StoredPackageCodec.Encode(change.Package));
        if (change.Head is { } head)
            writer.BytesEntry("data", HeadCodec.Encode(head));
        else if (isGone)
            writer.NullEntry("data");
    }

    private void WriteDetails(PackStreamWriter writer, PackageChange change)
    {
        writer.WriteMapHeader(3);
        writer.Entry("package", _targets.PlaceOf(change.Name));
        writer.Entry("name", change.Name);
        writer.BytesEntry("data", DetailsCodec.Encode(change.Details!));
    }

    private void WriteVersion(PackStreamWriter writer, (PackageChange Change, VersionNode Node) version)
    {
        writer.WriteMapHeader(3);
        writer.Entry("package", _targets.PlaceOf(version.Change.Name));
        writer.WriteString("node");
        version.Node.Write(writer);
        writer.WriteString("edges");
        _targets.WriteEdges(writer, version.Node.Requirements);
    }

    private void WriteLatest(PackStreamWriter writer, (PackageChange Change, string? Purl) latest)
    {
        writer.WriteMapHeader(2);
        writer.Entry("package", _targets.PlaceOf(latest.Change.Name));
        writer.Entry("purl", latest.Purl);
    }

    private void WriteDropped(PackStreamWriter writer, (PackageChange Change, LatestEdge Edge) dropped)
    {
        writer.WriteMapHeader(5);
        writer.Entry("package", _targets.PlaceOf(dropped.Change.Name));
        writer.Entry("target", dropped.Edge.Target);
        writer.Entry("kind", dropped.Edge.Kind);
        writer.Entry("range", dropped.Edge.Range);
        writer.Entry("alias", dropped.Edge.Alias ?? "");
    }

    private void WriteEdge(PackStreamWriter writer, (PackageChange Change, LatestEdge Edge) added)
    {
        writer.WriteListHeader(5);
        writer.WriteInteger(_targets.PlaceOf(added.Change.Name));
        writer.WriteInteger(_targets.PlaceOf(added.Edge.Target));
        writer.WriteString(added.Edge.Kind);
        writer.WriteString(added.Edge.Range);
        writer.WriteText(added.Edge.Alias);
    }

    private static void WriteGain(PackStreamWriter writer, VersionGain gain)
    {
        writer.WriteMapHeader(3);
        writer.Entry("sequence", gain.Sequence);
        writer.Entry("name", gain.Name);
        writer.Entry("versions", gain.Versions);
    }
}
