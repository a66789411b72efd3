using DepGraph.Ingestion.Sources;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Graph;

/// <summary>What the graph says about one package. Immutable and shared between operations.</summary>
public sealed class PackageAnswer
{
    private PackageAnswer(HeadStatus status) => Status = status;

    /// <summary>Found and NotFound are what the registry said; Pending and Failed say why that is not known.</summary>
    public HeadStatus Status { get; }

    /// <summary>Null when Pending or Failed.</summary>
    public PackageRecord? Record { get; private init; }

    /// <summary>The head; null unless Found.</summary>
    public PackageHead? Head => Record?.Head;

    /// <summary>Names the package and says why there is no head; null when Found.</summary>
    public string? Message { get; private init; }

    /// <summary>One of <see cref="AnswerCodes"/>; null when Found.</summary>
    public string? Code { get; private init; }

    /// <summary>Asking again later can give another answer without anyone mending anything.</summary>
    public bool IsRetryable { get; private init; }

    /// <summary>When asking again makes sense; null when unknown.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The ingestion that goes on fetching it; null unless Pending.</summary>
    public string? IngestionId { get; private init; }

    /// <summary>
    /// UTC ticks from which it should be asked for again: revalidated behind the answer when Found, before it otherwise.
    /// </summary>
    internal long StaleAt { get; private init; }

    /// <summary>UTC ticks of a failure.</summary>
    internal long FailedAt { get; private init; }

    /// <summary>The same as a resolver's input.</summary>
    public HeadAnswer ToHeadAnswer() =>
        Status switch
        {
            HeadStatus.Found => HeadAnswer.Found(Head!),
            HeadStatus.NotFound => HeadAnswer.NotFound,
            HeadStatus.Pending => HeadAnswer.Pending,
            _ => HeadAnswer.Failed(Message!),
        };

    internal static PackageAnswer Of(PackageRecord record, IngestionOptions options) =>
        record.Head is not null
            ? new(HeadStatus.Found) { Record = record, StaleAt = (record.FetchedAt + options.Freshness).UtcTicks }
            : new(HeadStatus.NotFound)
            {
                Record = record,
                StaleAt = (record.FetchedAt + options.NegativeFreshness).UtcTicks,
                Code = AnswerCodes.PackageNotFound,
                Message = $"The registry knows no package '{record.Name}'.",
            };

    /// <summary>The same with a record that differs in what the store knows of it only.</summary>
    internal PackageAnswer With(PackageRecord record) =>
        new(Status)
        {
            Record = record,
            StaleAt = StaleAt,
            Code = Code,
            Message = Message,
        };

    internal static PackageAnswer InvalidName(string name, string reason) =>
        new(HeadStatus.NotFound)
        {
            StaleAt = long.MaxValue,
            Code = AnswerCodes.InvalidName,
            Message = $"'{name}' is no package name: {reason}.",
        };

    /// <param name="failed">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="freshness">How long a failure counts that says nothing of it.</param>
    internal static PackageAnswer Failed(SourceAnswer.Failed failed, DateTimeOffset now, TimeSpan freshness) =>
        new(HeadStatus.Failed)
        {
            FailedAt = now.UtcTicks,
            StaleAt = (now + failed.Counts(freshness)).UtcTicks,
            Code = failed.Code,
            Message = failed.Message,
            IsRetryable = failed.IsRetryable,
            RetryAfter = failed.RetryAfter,
        };

    internal static PackageAnswer Pending(string name, string? ingestionId) =>
        new(HeadStatus.Pending)
        {
            Code = AnswerCodes.Pending,
            Message = $"Package '{name}' is still being fetched.",
            IsRetryable = true,
            RetryAfter = TimeSpan.FromSeconds(1),
            IngestionId = ingestionId,
        };
}
