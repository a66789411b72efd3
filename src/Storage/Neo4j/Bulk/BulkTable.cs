namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>A kind of rows of a <see cref="BulkGraph"/>: the nodes of one label, or the relationships of one type between two of them.</summary>
public sealed class BulkTable
{
    internal static readonly BulkTable Packages = Nodes(
        "packages",
        "Package",
        ":ID(Package),name,purl,ecosystem,state,latest,versions:long,dependencies:long,modifiedAt:datetime,"
            + "fetchedAt:datetime,etag,lastModified,fullFetchedAt:datetime,fullEtag,fullLastModified,sequence:long,"
            + "revision:long,contentHash,description,homepage,license,repository,keywords:string[]"
    );

    /// <summary>Packages that dependencies name and nobody has fetched.</summary>
    internal static readonly BulkTable Named = Nodes(
        "named-packages",
        "Package",
        ":ID(Package),name,purl,ecosystem,state"
    );
    internal static readonly BulkTable Versions = Nodes(
        "versions",
        "Version",
        ":ID(Version),purl,version,isPrerelease:boolean,major:long,minor:long,patch:long,deprecated,"
            + "hasInstallScript:boolean,publishedAt:datetime,license,shape:long,facts:long"
    );
    internal static readonly BulkTable Externals = Nodes("externals", "External", ":ID(External),type");
    internal static readonly BulkTable Heads = Nodes("heads", "Head", ":ID(Head),name,record:byte[],data:byte[]");
    internal static readonly BulkTable Details = Nodes("details", "Details", ":ID(Details),name,data:byte[]");
    internal static readonly BulkTable Graph = Nodes(
        "graph",
        "Graph",
        ":ID(Graph),name,schema:long,lock:boolean,commit:long[],changed:string[],packages:long,missing:long,"
            + "versions:long,dependencies:long"
    );
    internal static readonly BulkTable Queue = Nodes("queue", "IngestionQueue", ":ID(Queue),name,lock:boolean");
    internal static readonly BulkTable HasVersion = Edges("has-version", "HAS_VERSION", "Package", "Version", "");
    internal static readonly BulkTable Latest = Edges("latest", "LATEST", "Package", "Version", "");
    internal static readonly BulkTable DependsOn = Edges("depends-on", "DEPENDS_ON", "Version", "Package", Declared);
    internal static readonly BulkTable DependsOnExternal = Edges(
        "depends-on-external",
        "DEPENDS_ON",
        "Version",
        "External",
        Declared
    );
    internal static readonly BulkTable LatestDependsOn = Edges(
        "latest-depends-on",
        "LATEST_DEPENDS_ON",
        "Package",
        "Package",
        Declared
    );
    internal static readonly BulkTable HasHead = Edges("has-head", "HEAD", "Package", "Head", "");
    internal static readonly BulkTable HasDetails = Edges("has-details", "DETAILS", "Package", "Details", "");

    /// <summary>All of them: first the nodes, then the relationships.</summary>
    public static readonly IReadOnlyList<BulkTable> All =
    [
        Packages,
        Named,
        Versions,
        Externals,
        Heads,
        Details,
        Graph,
        Queue,
        HasVersion,
        Latest,
        DependsOn,
        DependsOnExternal,
        LatestDependsOn,
        HasHead,
        HasDetails,
    ];

    private const string Declared = ",kind,range,alias";

    private BulkTable(string name, string option, string header) => (Name, Option, Header) = (name, option, header);

    /// <summary>What its files are called, without an extension.</summary>
    public string Name { get; }

    /// <summary>The first line of the table, without a line feed: names, types and id spaces of its columns.</summary>
    public string Header { get; }

    /// <summary>The option of neo4j-admin that its files are named with, up to the equals sign before them.</summary>
    internal string Option { get; }

    private static BulkTable Nodes(string name, string label, string header) => new(name, $"--nodes={label}", header);

    private static BulkTable Edges(string name, string type, string start, string end, string properties) =>
        new(name, $"--relationships={type}", $":START_ID({start}),:END_ID({end}){properties}");
}
