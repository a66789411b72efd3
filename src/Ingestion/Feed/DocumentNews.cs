using DepGraph.Storage;

namespace DepGraph.Ingestion.Feed;

/// <summary>What became of a document that another process was to fetch.</summary>
internal abstract record DocumentNews
{
    private DocumentNews() { }

    /// <summary>The store may have it: something of the package was committed, or the document was confirmed.</summary>
    public sealed record Stored : DocumentNews
    {
        public static Stored Instance { get; } = new();
    }

    /// <summary>It could not be had.</summary>
    public sealed record Failed(DocumentFailure Failure) : DocumentNews;

    /// <summary>Nobody fetches it.</summary>
    /// <param name="Job">The job that was to bring it, ended; null: there was none, or it is gone with its end.</param>
    public sealed record Abandoned(IngestionRecord? Job) : DocumentNews;
}
