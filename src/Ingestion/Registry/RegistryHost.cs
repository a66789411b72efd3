using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace DepGraph.Ingestion.Registry;

/// <summary>
/// One registry's host with its memory: a circuit breaker around whole calls, so that an outage answers at once while a
/// bad minute is ridden out by retries, and the pause that the host itself asked for.
/// </summary>
internal sealed class RegistryHost
{
    private static readonly ResiliencePropertyKey<Attempt> LastAttempt = new("last-attempt");

    private readonly Uri address;
    private readonly RegistryExchange exchange;
    private readonly RegistryOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ResiliencePipeline<Attempt> pipeline;
    private long pausedUntil;
    private string lastOutage = string.Empty;

    public RegistryHost(
        Uri address,
        RegistryExchange exchange,
        RegistryOptions options,
        TimeProvider time,
        ILogger logger
    )
    {
        this.address = address;
        this.exchange = exchange;
        this.options = options;
        this.time = time;
        this.logger = logger;
        pipeline = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddCircuitBreaker(CreateBreaker())
            .AddTimeout(options.TotalTimeout)
            .AddRetry(CreateRetry())
            .Build();
    }

    /// <summary>Asks, as often as it takes or is allowed.</summary>
    /// <exception cref="OperationCanceledException">The token given was cancelled.</exception>
    public async ValueTask<RegistryAnswer> AskAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            var outcome = await pipeline.ExecuteOutcomeAsync(
                static (context, state) => state.Host.TryAsync(state.Call, context),
                context,
                (Host: this, Call: call)
            );
            if (Explain(call, outcome.Exception, context) is { } failed)
            {
                return failed;
            }

            outcome.ThrowIfException();
            return outcome.Result.Answer;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private RegistryAnswer.Failed? Explain(RegistryCall call, Exception? exception, ResilienceContext context) =>
        exception switch
        {
            BrokenCircuitException broken => new(
                FailureKind.Unavailable,
                $"{call.Name}: the registry {address} is not asked for now, because it did not work: {lastOutage}",
                broken.RetryAfter,
                IsRetryable: true
            ),
            TimeoutRejectedException => Exhausted(call, LastFailure(context)),
            _ => null,
        };

    private RegistryAnswer.Failed Exhausted(RegistryCall call, RegistryAnswer.Failed? last) =>
        new(
            last?.Kind == FailureKind.RateLimited ? FailureKind.RateLimited : FailureKind.TimedOut,
            $"{call.Name}: the registry {address} gave no document within {options.TotalTimeout.TotalSeconds:0.###} s, all tries together."
                + (last is null ? "" : $" The last one: {last.Message}"),
            RetryAfter: null,
            IsRetryable: true
        );

    private static RegistryAnswer.Failed? LastFailure(ResilienceContext context) =>
        context.Properties.TryGetValue(LastAttempt, out var last) ? last.Answer as RegistryAnswer.Failed : null;

    private async ValueTask<Outcome<Attempt>> TryAsync(RegistryCall call, ResilienceContext context)
    {
        var cancellationToken = context.CancellationToken;
        try
        {
            if (RemainingPause() is { Ticks: > 0 } pause)
            {
                if (pause > options.MaxRetryAfter)
                {
                    return Outcome.FromResult(new Attempt(Paused(call, pause)));
                }

                await Task.Delay(pause, time, cancellationToken);
            }

            var attempt = await exchange.SendAsync(call, cancellationToken);
            context.Properties.Set(LastAttempt, attempt);
            if (attempt.Pause is { } asked)
            {
                Pause(asked);
            }

            return Outcome.FromResult(attempt);
        }
        catch (OperationCanceledException e)
        {
            return Outcome.FromException<Attempt>(e);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            // What breaks while nobody waits for it any more is no defect: the cancellation may have broken it.
            return Outcome.FromException<Attempt>(new OperationCanceledException(e.Message, e, cancellationToken));
        }
        catch (Exception e)
        {
            // A defect that one document brings to light must not cost the packages around it.
            logger.LogError(e, "Reading {Package} from {Registry} failed unexpectedly", call.Name, address);
            return Outcome.FromResult(
                new Attempt(
                    new RegistryAnswer.Failed(
                        FailureKind.Malformed,
                        $"{call.Name}: the answer of the registry {address} could not be worked with.",
                        RetryAfter: null,
                        IsRetryable: false
                    )
                )
            );
        }
    }

    private TimeSpan RemainingPause()
    {
        var until = Volatile.Read(ref pausedUntil);
        return until == 0 ? TimeSpan.Zero : time.GetElapsedTime(time.GetTimestamp(), until);
    }

    private void Pause(TimeSpan length)
    {
        var until = time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency);
        var seen = Volatile.Read(ref pausedUntil);
        while (seen < until)
        {
            var found = Interlocked.CompareExchange(ref pausedUntil, until, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }

    private RegistryAnswer.Failed Paused(RegistryCall call, TimeSpan pause) =>
        new(
            FailureKind.RateLimited,
            $"{call.Name}: the registry {address} limits the rate of requests and wants none for {Math.Ceiling(pause.TotalSeconds)} s.",
            pause,
            IsRetryable: true
        );

    private RetryStrategyOptions<Attempt> CreateRetry() =>
        new()
        {
            MaxRetryAttempts = int.MaxValue,
            Delay = options.RetryDelay,
            MaxDelay = options.MaxRetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = static args => new ValueTask<bool>(
                args.Outcome.Exception is null && args.AttemptNumber < args.Outcome.Result.Retries
            ),
            // "At once" is no time that a limited or broken host means: then the usual back-off holds.
            DelayGenerator = args => new ValueTask<TimeSpan?>(
                args.Outcome.Result.Answer is RegistryAnswer.Failed { RetryAfter: { } after }
                && after > options.RetryDelay
                    ? after
                    : null
            ),
            OnRetry = args =>
            {
                var failure = (RegistryAnswer.Failed)args.Outcome.Result.Answer;
                RegistryTelemetry.CountRetry(failure.Kind);
                logger.LogDebug(
                    "Retry {Retry} in {Delay} ms: {Failure}",
                    args.AttemptNumber + 1,
                    args.RetryDelay.TotalMilliseconds,
                    failure.Message
                );
                return default;
            },
        };

    /// <summary>Being told to wait, or a document that breaks or drags on, says nothing against the host, however long it goes on.</summary>
    private bool IsOutageThatTookTooLong(ResilienceContext context) =>
        context.Properties.TryGetValue(LastAttempt, out var last)
            ? last.IsOutage
            // The headers would have been missed before: it is the first body that takes so long.
            : options.HeadersTimeout >= options.TotalTimeout;

    private CircuitBreakerStrategyOptions<Attempt> CreateBreaker() =>
        new()
        {
            FailureRatio = 0.9,
            MinimumThroughput = options.BreakerThreshold,
            SamplingDuration = options.BreakerWindow,
            BreakDurationGenerator = args => new ValueTask<TimeSpan>(
                options.BreakDuration * (1 << Math.Min(3, args.HalfOpenAttempts))
            ),
            ShouldHandle = args => new ValueTask<bool>(
                args.Outcome.Exception is TimeoutRejectedException
                    ? IsOutageThatTookTooLong(args.Context)
                    : args.Outcome.Exception is null && args.Outcome.Result.IsOutage
            ),
            OnOpened = args =>
            {
                lastOutage = args.Outcome.Exception is null
                    ? ((RegistryAnswer.Failed)args.Outcome.Result.Answer).Message
                    : LastFailure(args.Context)?.Message ?? args.Outcome.Exception.Message;
                logger.LogWarning(
                    "The registry {Registry} is not asked for {Seconds} s: {Reason}",
                    address,
                    args.BreakDuration.TotalSeconds,
                    lastOutage
                );
                return default;
            },
            OnClosed = args =>
            {
                logger.LogInformation("The registry {Registry} works again", address);
                return default;
            },
        };
}
