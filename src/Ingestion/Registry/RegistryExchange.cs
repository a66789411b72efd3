using System.Net;
using System.Reflection;
using DepGraph.Ingestion.Npmrc;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Registry;

/// <summary>
/// One request and its answer: sends it, follows redirects, reads the document as its bytes arrive. Every end but the
/// caller's own cancellation is an <see cref="Attempt"/>.
/// </summary>
internal sealed class RegistryExchange(
    HttpMessageInvoker transport,
    ByteGate gate,
    RegistryOptions options,
    TimeProvider time
)
{
    private const string AcceptAbbreviated = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8";
    private const string AcceptFull = "application/json";

    public static readonly string UserAgent =
        $"DepGraph/{typeof(RegistryExchange).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    /// <exception cref="OperationCanceledException">The token given was cancelled.</exception>
    public async ValueTask<Attempt> SendAsync(RegistryCall call, CancellationToken cancellationToken)
    {
        using var deadline = new AttemptDeadline(options.HeadersTimeout, time, cancellationToken);
        var isReading = false;
        try
        {
            var (response, at) = await SendFollowingAsync(call, deadline.Token);
            using (response)
            {
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    return StatusAttempt.Of(call, response, at, options, time);
                }

                isReading = true;
                return await ReadAsync(call, response, deadline);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (FaultAttempt.Of(call, e, isReading, options) is { } attempt)
            {
                return attempt;
            }

            throw;
        }
    }

    private async ValueTask<(HttpResponseMessage Response, Uri At)> SendFollowingAsync(
        RegistryCall call,
        CancellationToken cancellationToken
    )
    {
        var at = call.Address;
        var authorization = call.Endpoint.Authorization;
        for (var redirects = 0; ; redirects++)
        {
            RegistryTelemetry.CountRequest();
            using var request = CreateRequest(call, at);
            request.Headers.Authorization = authorization;
            var response = await transport.SendAsync(request, cancellationToken);
            var isRedirect = (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;
            if (!isRedirect || response.Headers.Location is not { } location || redirects == options.MaxRedirects)
            {
                return (response, at);
            }

            if (RedirectPolicy.Resolve(at, location) is not { } next)
            {
                return (response, at);
            }

            response.Dispose();
            // Once gone, they stay gone: a stranger must not choose where on the registry they are used.
            authorization = RedirectPolicy.IsSameOrigin(at, next) ? authorization : null;
            at = next;
        }
    }

    private static HttpRequestMessage CreateRequest(RegistryCall call, Uri at)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, at)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var headers = request.Headers;
        if (call.Tarball is null)
        {
            headers.TryAddWithoutValidation(
                "Accept",
                call.Form == DocumentForm.Abbreviated ? AcceptAbbreviated : AcceptFull
            );
            headers.TryAddWithoutValidation("Accept-Encoding", ContentCoding.Offer);
        }

        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (call.ETag is not null)
        {
            headers.TryAddWithoutValidation("If-None-Match", call.ETag);
        }
        else if (call.LastModified is not null)
        {
            headers.TryAddWithoutValidation("If-Modified-Since", call.LastModified);
        }

        return request;
    }

    private async ValueTask<Attempt> ReadAsync(
        RegistryCall call,
        HttpResponseMessage response,
        AttemptDeadline deadline
    )
    {
        var coding = ResponseHeader.Find(response, "Content-Encoding")?.ToLowerInvariant();
        coding = coding == "identity" ? null : coding;
        var expansion = ContentCoding.ExpansionOf(coding, call.Form);
        deadline.Suspend();
        var announced = response.Content.Headers.ContentLength ?? 0;
        using var share = await gate.EnterAsync(
            Math.Min(announced, long.MaxValue / expansion) * expansion,
            deadline.Token
        );
        deadline.Restart(options.StallTimeout);
        await using var content = await response.Content.ReadAsStreamAsync(deadline.Token);
        await using var body = new ResponseBody(content, deadline, options.StallTimeout, share, expansion);
        await using var document = ContentCoding.Decode(coding, body);
        if (document is null)
        {
            return new Attempt(
                new RegistryAnswer.Failed(
                    FailureKind.Malformed,
                    $"{call.Name}: the registry {call.Endpoint.Address} answered in the coding \"{coding}\", which was not offered.",
                    RetryAfter: null,
                    IsRetryable: false
                )
            );
        }

        try
        {
            if (call.Tarball is not null)
            {
                return new Attempt(
                    new RegistryAnswer.Opened(await TarballReading.ReadAsync(document, call.Tarball, deadline.Token))
                );
            }

            var packument = await PackumentReader.ReadAsync(
                document,
                call.Name,
                call.Form == DocumentForm.Full,
                PackumentLimits.Default,
                deadline.Token
            );
            return new Attempt(
                new RegistryAnswer.Fetched(
                    packument,
                    ResponseHeader.Find(response, "ETag"),
                    ResponseHeader.Find(response, "Last-Modified"),
                    body.Received
                )
            );
        }
        finally
        {
            RegistryTelemetry.CountReceived(body.Received);
        }
    }
}
