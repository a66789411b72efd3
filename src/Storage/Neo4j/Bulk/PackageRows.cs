using System.Collections.Concurrent;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;
using DepGraph.Storage.Neo4j.Heads;
using DepGraph.Storage.Neo4j.Relations;

namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>Writes what a commit of a package, and the projection after it, would have made of it.</summary>
/// <param name="rows">Where to.</param>
/// <param name="packages">The numbers of packages.</param>
/// <param name="externals">Those types of (:External) nodes that are needed.</param>
internal sealed class PackageRows(BulkRows rows, PackageNumbers packages, ConcurrentDictionary<string, bool> externals)
{
    private const string Ecosystem = "npm";

    /// <summary>The types of (:External) nodes, each at its number.</summary>
    private static readonly string[] Externals = ["GIT", "REMOTE", "FILE", "DIRECTORY", "INVALID"];

    private readonly CsvRows _scratch = new();

    public static int NumberOfExternal(string type) => Array.IndexOf(Externals, type);

    /// <param name="number">The package's number.</param>
    /// <param name="documents">The package.</param>
    /// <param name="firstVersion">The number of its first version; the others follow.</param>
    public void Add(int number, PackageDocuments documents, long firstVersion)
    {
        var record = documents.Record;
        var details = record.Head is null ? null : documents.Details;
        var stored = StoredPackage.Of(record, details);
        AddPackage(number, record, stored, details);
        AddHead(number, record, stored);
        if (details is not null)
            AddDetails(number, details);
        if (record.Head is { } head)
            AddVersions(number, head, details, firstVersion);
    }

    /// <summary>A package that is only named.</summary>
    public void AddNamed(int number, string name) => Begin(BulkTable.Named, number, name, PackageState.Named).End();

    private CsvRows Begin(BulkTable table, int number, string name, PackageState state) =>
        rows[table].Number(number).Text(name).Text(PackageUrl.Of(name)).Text(Ecosystem).Text(KindText.Of(state));

    private void AddPackage(int number, PackageRecord record, StoredPackage stored, PackageDetails? details)
    {
        Begin(BulkTable.Packages, number, record.Name, stored.State)
            .Text(record.Head?.Latest)
            .Number(stored.Versions)
            .Number(stored.Dependencies)
            .Time(record.Head?.Modified)
            .Time(stored.FetchedAt)
            .Text(stored.ETag)
            .Text(stored.LastModified)
            .Time(stored.Full?.FetchedAt)
            .Text(stored.Full?.ETag)
            .Text(stored.Full?.LastModified)
            .Number(stored.Sequence)
            .Number(stored.Revision)
            .Text(stored.ContentHash)
            .Text(details?.Description)
            .Text(details?.Homepage)
            .Text(details?.License)
            .Text(details?.RepositoryUrl)
            .Texts(details?.Keywords)
            .End();
    }

    private void AddHead(int number, PackageRecord record, StoredPackage stored)
    {
        var row = rows[BulkTable.Heads].Number(number).Text(record.Name).Bytes(StoredPackageCodec.Encode(stored));
        (record.Head is { } head ? row.Bytes(HeadCodec.Encode(head)) : row.None()).End();
        rows[BulkTable.HasHead].Number(number).Number(number).End();
    }

    private void AddDetails(int number, PackageDetails details)
    {
        rows[BulkTable.Details].Number(number).Text(details.Name).Bytes(DetailsCodec.Encode(details)).End();
        rows[BulkTable.HasDetails].Number(number).Number(number).End();
    }

    private void AddVersions(int number, PackageHead head, PackageDetails? details, long firstVersion)
    {
        var edges = new Dictionary<Requirement, (CsvFields Fields, bool IsExternal)>(
            ReferenceEqualityComparer.Instance
        );
        for (var i = 0; i < head.Count; i++)
        {
            var node = new VersionNode(head[i], details);
            if (!IndexKey.Fits(node.Purl))
                continue;
            var version = firstVersion + i;
            node.Write(rows[BulkTable.Versions].Number(version));
            rows[BulkTable.HasVersion].Number(number).Number(version).End();
            foreach (var requirement in node.Requirements)
            {
                if (!edges.TryGetValue(requirement, out var edge))
                    edges.Add(requirement, edge = FieldsOf(requirement));
                rows[edge.IsExternal ? BulkTable.DependsOnExternal : BulkTable.DependsOn]
                    .Number(version)
                    .Fields(edge.Fields)
                    .End();
            }
        }
        if (head.LatestVersion is { } latest)
            AddLatest(number, latest, firstVersion);
    }

    private void AddLatest(int number, VersionManifest latest, long firstVersion)
    {
        if (IndexKey.Fits(PackageUrl.Of(latest.Name, latest.Version)))
            rows[BulkTable.Latest].Number(number).Number(firstVersion + latest.Index).End();
        foreach (var edge in LatestEdge.Of(latest.Requirements).Distinct())
        {
            rows[BulkTable.LatestDependsOn]
                .Number(number)
                .Number(packages.Of(edge.Target))
                .Text(edge.Kind)
                .Text(edge.Range)
                .Text(edge.Alias)
                .End();
        }
    }

    /// <summary>What a relationship has behind the version that it begins at.</summary>
    private (CsvFields Fields, bool IsExternal) FieldsOf(Requirement requirement)
    {
        var target = TargetIndex.PackageOf(requirement);
        var number = target is null ? NumberOf(KindText.OfExternal(requirement)) : packages.Of(target);
        var fields = _scratch
            .Number(number)
            .Text(KindText.Of(requirement.Kind))
            .Text(requirement.Range)
            .Text(requirement.Name == target ? null : requirement.Name)
            .TakeFields();
        return (fields, target is null);
    }

    private int NumberOf(string external)
    {
        externals.TryAdd(external, true);
        return NumberOfExternal(external);
    }
}
