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

    /// <summary>The head with its publish times; null unless it was asked for as of a date.</summary>
    internal DatedHead? Dated { get; private init; }

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
            HeadStatus.Found => Dated is null ? HeadAnswer.Found(Head!) : HeadAnswer.Found(Head!, Dated),
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

    /// <summary>The same as of a date: the fate of the full document, which has the times, is the package's.</summary>
    /// <param name="details">The full document.</param>
    /// <param name="asOf">The date.</param>
    internal PackageAnswer AsOf(DetailsAnswer details, DateTimeOffset asOf) =>
        details.Details is { } times
            ? new(HeadStatus.Found)
            {
                Record = Record,
                StaleAt = StaleAt,
                Dated = new DatedHead(Head!, times, asOf),
            }
            : new(details.Status == HeadStatus.Pending ? HeadStatus.Pending : HeadStatus.Failed)
            {
                StaleAt = details.StaleAt,
                Code = details.Code,
                Message = details.Message,
                IsRetryable = details.IsRetryable,
                RetryAfter = details.RetryAfter,
                IngestionId = details.IngestionId,
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
