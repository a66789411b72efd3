namespace DepGraph.Storage;

/// <summary>What an ingestion has to do. The numbers are stored.</summary>
public enum IngestionKind
{
    /// <summary>Fetch a version and everything below it.</summary>
    Closure = 0,

    /// <summary>Ask the registry for one package, however fresh it is.</summary>
    Refresh = 1,

    /// <summary>Fetch or revalidate the documents that its payload lists.</summary>
    Documents = 2,

    /// <summary>Open the tarball that its payload names, and keep what lies in it.</summary>
    Tarball = 3,
}
