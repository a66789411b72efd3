using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Jobs;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Placement;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Installing;

/// <summary>
/// The workers: a tarball that nobody has opened is asked for by a job and waited for by way of the store. This process asks no registry.
/// </summary>
internal sealed class QueuedTarballs(
    StoredTarballs stored,
    IDocumentLeases documents,
    IIngestionStore jobs,
    IJobQueue queue,
    TimeProvider time,
    ILogger<QueuedTarballs> logger
) : ITarballSource
{
    /// <summary>Tarballs that may be waited for at once.</summary>
    private const int MostOutstanding = 1_000;

    /// <summary>A job that ended without a trace, cancelled for instance, is asked for again.</summary>
    private const int MostJobs = 3;

    private const int LeastInterval = 50;

    private int outstanding;

    /// <summary>Between two looks of one; longer while many wait, so that all of them look a thousand times a second at most.</summary>
    private TimeSpan Interval => TimeSpan.FromMilliseconds(Math.Max(LeastInterval, Volatile.Read(ref outstanding)));

    public async Task<TarballAnswer> OpenAsync(TarballRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref outstanding) > MostOutstanding
                ? TarballAnswer.Failed(
                    AnswerCodes.QueueFull,
                    $"The tarball of {request.Name}@{request.Version} was not asked for: {MostOutstanding} wait for the workers already."
                )
                : await WaitAsync(request, cancellationToken);
        }
        catch (StoreException e)
        {
            logger.LogDebug(e, "A tarball cannot be asked for.");
            return TarballAnswer.Failed(
                AnswerCodes.StoreUnavailable,
                $"The tarball of {request.Name}@{request.Version} cannot be asked for just now: the store fails."
            );
        }
        finally
        {
            Interlocked.Decrement(ref outstanding);
        }
    }

    private async Task<TarballAnswer> WaitAsync(TarballRequest request, CancellationToken cancellationToken)
    {
        var document = StoredTarballs.DocumentOf(request);
        var left = MostJobs;
        string? jobId = null;
        while (true)
        {
            // Before what it may have left: who has ended leaves nothing more.
            var job = jobId is null ? null : await jobs.FindIngestionAsync(jobId, cancellationToken);
            if (await stored.FindAsync(request, cancellationToken) is { } listing)
            {
                return TarballAnswer.Found(listing);
            }

            var states = await documents.ReadDocumentStatesAsync([document], cancellationToken);
            if (states[0].Failure is { } failure)
            {
                return TarballAnswer.Failed(failure.Code, failure.Message);
            }

            if (job is { State: IngestionState.Failed })
            {
                return NotOpened(request, job.Error);
            }

            if (job is null or { FinishedAt: not null })
            {
                if (left-- == 0)
                {
                    return NotOpened(request, "the workers left it.");
                }

                var asking = JobRequest.Tarball(request, time.GetUtcNow());
                jobId = (await queue.EnqueueJobsAsync([asking], cancellationToken))[0].Id;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static TarballAnswer NotOpened(TarballRequest request, string? reason) =>
        TarballAnswer.Failed(
            AnswerCodes.Internal,
            $"The tarball of {request.Name}@{request.Version} could not be opened: {reason}"
        );
}
