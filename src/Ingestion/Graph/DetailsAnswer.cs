using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Graph;

/// <summary>What the graph says about one package's full document. Immutable and shared between operations.</summary>
public sealed class DetailsAnswer
{
    /// <summary>Found and NotFound are what the registry said; Pending and Failed say why that is not known.</summary>
    public required HeadStatus Status { get; init; }

    /// <summary>Null unless Found.</summary>
    public PackageDetails? Details { get; init; }

    /// <summary>Names the package and says why there are no details; null when Found.</summary>
    public string? Message { get; init; }

    /// <summary>One of <see cref="AnswerCodes"/>; null when Found.</summary>
    public string? Code { get; init; }

    /// <summary>Asking again later can give another answer without anyone mending anything.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>When asking again makes sense; null when unknown.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The ingestion that goes on fetching it; null unless Pending.</summary>
    public string? IngestionId { get; init; }

    /// <summary>The document's state; null unless Found.</summary>
    internal DocumentAspect? Aspect { get; init; }

    /// <summary>UTC ticks from which it should be asked for again.</summary>
    internal long StaleAt { get; init; }

    internal static DetailsAnswer Of(PackageDetails details, DocumentAspect aspect, TimeSpan freshness) =>
        new()
        {
            Status = HeadStatus.Found,
            Details = details,
            Aspect = aspect,
            StaleAt = (aspect.FetchedAt + freshness).UtcTicks,
        };

    /// <summary>The document at hand is older than the head, and does not have the version.</summary>
    internal static DetailsAnswer Outdated(VersionManifest version) =>
        new()
        {
            Status = HeadStatus.Failed,
            Message = $"The full document of '{version.Name}' at hand does not have {version.Version} yet.",
            Code = AnswerCodes.DocumentOutdated,
            IsRetryable = true,
        };

    /// <summary>The same reason in other words.</summary>
    internal DetailsAnswer WithMessage(string message) =>
        new()
        {
            Status = Status,
            Message = message,
            Code = Code,
            IsRetryable = IsRetryable,
            RetryAfter = RetryAfter,
            IngestionId = IngestionId,
            StaleAt = StaleAt,
        };

    /// <summary>Details share the fate of a package that is not there.</summary>
    internal static DetailsAnswer Like(PackageAnswer answer) =>
        new()
        {
            Status = answer.Status,
            Message = answer.Message,
            Code = answer.Code,
            IsRetryable = answer.IsRetryable,
            RetryAfter = answer.RetryAfter,
            IngestionId = answer.IngestionId,
            StaleAt = answer.StaleAt,
        };
}
