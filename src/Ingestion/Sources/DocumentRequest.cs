using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Sources;

/// <summary>A document that is wanted later than what is at hand.</summary>
internal sealed record DocumentRequest
{
    public required string Name { get; init; }

    public required DocumentForm Form { get; init; }

    /// <summary>Entity tag of the document at hand; null when there is none.</summary>
    public string? ETag { get; init; }

    /// <summary>Last-Modified of the document at hand; null when there is none.</summary>
    public string? LastModified { get; init; }

    /// <summary>What is stored is an answer if the registry confirmed it after this; null: whatever is stored is one.</summary>
    public DateTimeOffset? NewerThan { get; init; }

    /// <summary>A failure that others had a moment ago is no answer: the registry is to be asked once more.</summary>
    public bool IsForced { get; init; }

    /// <summary>An answer waits for it. Default false: an answer was given without.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>The closure that it is wanted for; null for none in particular.</summary>
    public ClosureKey? Closure { get; init; }

    public PackageDocument Document => new(Name, Form == DocumentForm.Full);

    /// <summary>Whether what the store has of the document is what is wanted.</summary>
    /// <param name="fetchedAt">When that was confirmed; null: the store has nothing.</param>
    public bool IsSatisfiedBy(DateTimeOffset? fetchedAt) =>
        fetchedAt is not null && (NewerThan is null || fetchedAt > NewerThan);
}
