using System.Net;

namespace DepGraph.Ingestion.Registry;

/// <summary>What an answer without a document means.</summary>
internal static class StatusAttempt
{
    /// <param name="call">The call.</param>
    /// <param name="response">An answer other than 200.</param>
    /// <param name="at">Who gave it: the registry, or where that redirected to.</param>
    /// <param name="options">How often and how long to try again.</param>
    /// <param name="time">For a Retry-After that is a date.</param>
    public static Attempt Of(
        RegistryCall call,
        HttpResponseMessage response,
        Uri at,
        RegistryOptions options,
        TimeProvider time
    )
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            304 when call.IsConditional => new Attempt(RegistryAnswer.NotModified.Instance),
            404 or 410 => new Attempt(RegistryAnswer.NotFound.Instance),
            401 or 402 or 403 => new Attempt(Unauthorized(call, response.StatusCode, at)),
            429 => RateLimited(call, RetryAfter.Read(response, time), options),
            408 or 425 or >= 500 => Unavailable(call, response.StatusCode, RetryAfter.Read(response, time), options),
            301 or 302 or 303 or 307 or 308 => new Attempt(Redirected(call, response, at)),
            _ => new Attempt(
                Failure(FailureKind.Rejected, call, $"answered {Describe(response.StatusCode)}", isRetryable: false)
            ),
        };
    }

    private static RegistryAnswer.Failed Unauthorized(RegistryCall call, HttpStatusCode status, Uri at)
    {
        var endpoint = call.Endpoint;
        var advice =
            !RedirectPolicy.IsSameOrigin(at, endpoint.Address)
                ? $"The answer came from {at.Host}, where the registry redirected to; credentials are not sent there."
            : endpoint.CredentialSource is null
                ? $"It was asked without credentials: set {endpoint.CredentialKey}:_authToken in an .npmrc. The registry comes from {endpoint.Source}."
            : $"Check the credentials: {endpoint.CredentialSource}. The registry comes from {endpoint.Source}.";
        return Failure(
            FailureKind.Unauthorized,
            call,
            $"refused access ({Describe(status)}). {advice}",
            isRetryable: false
        );
    }

    private static Attempt RateLimited(RegistryCall call, TimeSpan? after, RegistryOptions options)
    {
        var failure = Failure(
            FailureKind.RateLimited,
            call,
            $"limits the rate of requests ({Describe(HttpStatusCode.TooManyRequests)})",
            isRetryable: true,
            after
        );
        // Being told to wait is no failure of the document: only the call's total time ends the waiting.
        return new Attempt(failure, after > options.MaxRetryAfter ? 0 : int.MaxValue, Pause: after);
    }

    private static Attempt Unavailable(
        RegistryCall call,
        HttpStatusCode status,
        TimeSpan? after,
        RegistryOptions options
    )
    {
        var failure = Failure(FailureKind.Unavailable, call, $"answered {Describe(status)}", isRetryable: true, after);
        return new Attempt(failure, after > options.MaxRetryAfter ? 0 : options.MaxRetries, IsOutage: true);
    }

    private static RegistryAnswer.Failed Redirected(RegistryCall call, HttpResponseMessage response, Uri at)
    {
        var target =
            response.Headers.Location is { } location && Uri.TryCreate(at, location, out var address)
                ? address.GetLeftPart(UriPartial.Authority)
                : "nowhere";
        return Failure(
            FailureKind.Rejected,
            call,
            $"redirected ({Describe(response.StatusCode)}) to {target}, which is not followed: too many redirects, or a less trusted place",
            isRetryable: false
        );
    }

    private static RegistryAnswer.Failed Failure(
        FailureKind kind,
        RegistryCall call,
        string what,
        bool isRetryable,
        TimeSpan? after = null
    ) =>
        new(
            kind,
            $"{call.Name}: the registry {call.Endpoint.Address} {what}{(what.EndsWith('.') ? "" : ".")}",
            after,
            isRetryable
        );

    private static string Describe(HttpStatusCode status) =>
        Enum.IsDefined(status) ? $"{(int)status} {status}" : $"{(int)status}";
}
