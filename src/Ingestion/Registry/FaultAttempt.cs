using DepGraph.Npm.Packuments;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Ingestion.Registry;

/// <summary>What an exception of a request means.</summary>
internal static class FaultAttempt
{
    // A refused connection answers quickly and may be a restart; silence costs its whole time-out each time.
    private const int ConnectionRetries = 3;
    private const int TimeoutRetries = 1;
    private const int MalformedRetries = 1;

    /// <returns>Null for an exception that no registry can cause: a defect of this program.</returns>
    /// <param name="call">The call.</param>
    /// <param name="fault">What was thrown, other than by the caller's cancellation.</param>
    /// <param name="isReading">Whether the headers had arrived: then the host works and only this document is in doubt.</param>
    /// <param name="options">How often to try again.</param>
    public static Attempt? Of(RegistryCall call, Exception fault, bool isReading, RegistryOptions options) =>
        fault switch
        {
            OperationCanceledException { InnerException: TimeoutException } when !isReading => TimedOut(
                call,
                $"could not be connected to within {options.ConnectTimeout.TotalSeconds:0.###} s",
                isReading,
                options
            ),
            OperationCanceledException or TimeoutException => TimedOut(
                call,
                isReading
                    ? $"sent nothing for {options.StallTimeout.TotalSeconds:0.###} s in the middle of the document"
                    : $"did not answer within {options.HeadersTimeout.TotalSeconds:0.###} s",
                isReading,
                options
            ),
            PackumentTooLargeException => new Attempt(Failure(FailureKind.TooLarge, call, fault, isRetryable: false)),
            PackumentFormatException or TarballFormatException or InvalidDataException => new Attempt(
                Failure(FailureKind.Malformed, call, fault, isRetryable: true),
                Math.Min(MalformedRetries, options.MaxRetries)
            ),
            ObjectDisposedException => new Attempt(Failure(FailureKind.Unavailable, call, fault, isRetryable: true)),
            HttpRequestException http when !isReading => NotSent(call, http, options),
            HttpRequestException or IOException => new Attempt(
                Failure(FailureKind.Unavailable, call, fault, isRetryable: true),
                options.MaxRetries
            ),
            _ => null,
        };

    private static Attempt TimedOut(RegistryCall call, string what, bool isReading, RegistryOptions options) =>
        new(
            new RegistryAnswer.Failed(
                FailureKind.TimedOut,
                $"{call.Name}: the registry {call.Endpoint.Address} {what}.",
                RetryAfter: null,
                IsRetryable: true
            ),
            Math.Min(isReading ? options.MaxRetries : TimeoutRetries, options.MaxRetries),
            IsOutage: !isReading
        );

    private static Attempt NotSent(RegistryCall call, HttpRequestException fault, RegistryOptions options)
    {
        var (kind, retries) = fault.HttpRequestError switch
        {
            HttpRequestError.InvalidResponse => (FailureKind.Malformed, MalformedRetries),
            HttpRequestError.ConfigurationLimitExceeded => (FailureKind.Malformed, 0),
            HttpRequestError.SecureConnectionError => (FailureKind.Unavailable, TimeoutRetries),
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => (
                FailureKind.Unavailable,
                ConnectionRetries
            ),
            _ => (FailureKind.Unavailable, options.MaxRetries),
        };
        return new Attempt(
            Failure(kind, call, fault, isRetryable: true),
            Math.Min(retries, options.MaxRetries),
            IsOutage: kind == FailureKind.Unavailable
        );
    }

    private static RegistryAnswer.Failed Failure(FailureKind kind, RegistryCall call, Exception fault, bool isRetryable)
    {
        var what = kind switch
        {
            FailureKind.Unavailable => "cannot be reached",
            FailureKind.TooLarge => "sent a document that is too large",
            _ when call.Tarball is not null => "sent something that is not this version's tarball",
            _ => "sent something that is not this package's document",
        };
        var reason = fault.InnerException is { } inner and not OperationCanceledException
            ? $"{fault.Message} {inner.Message}"
            : fault.Message;
        return new RegistryAnswer.Failed(
            kind,
            $"{call.Name}: the registry {call.Endpoint.Address} {what}: {reason}",
            RetryAfter: null,
            isRetryable
        );
    }
}
