using System.Diagnostics;
using DepGraph.Ingestion.Npmrc;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Registry;

/// <summary>The registry client over HTTP. Thread-safe; one for the life of the process.</summary>
public sealed class RegistryClient : IRegistryClient, ITarballClient, IDisposable
{
    private readonly TimeProvider time;
    private readonly SemaphoreSlim places;
    private readonly Lazy<Task<RegistryUpstreams>> upstreams;

    /// <param name="source">Says which registry to ask, and how; awaited by the first call.</param>
    /// <param name="options">Limits and times; not read again after the first call.</param>
    /// <param name="time">Of time-outs, back-off and breaker.</param>
    /// <param name="logger">Gets retries (debug) and outages (warning).</param>
    public RegistryClient(
        RegistryConfigurationSource source,
        RegistryOptions options,
        TimeProvider time,
        ILogger<RegistryClient> logger
    )
    {
        this.time = time;
        places = new SemaphoreSlim(options.Concurrency, options.Concurrency);
        upstreams = new(async () => new RegistryUpstreams(await source.GetAsync(), options, time, logger));
    }

    /// <summary>Finds the registries and sets up for them, so that the first call need not; sends nothing.</summary>
    /// <exception cref="RegistryConfigurationException">There is no registry, or a setting is wrong.</exception>
    public Task PrepareAsync() => upstreams.Value;

    /// <inheritdoc/>
    public async Task<RegistryAnswer> FetchAsync(
        string name,
        DocumentForm form,
        string? etag,
        string? lastModified,
        CancellationToken cancellationToken
    )
    {
        using var activity = RegistryTelemetry.Activities.StartActivity("registry.fetch", ActivityKind.Client);
        activity?.SetTag("npm.package", name).SetTag("npm.document", form.ToString());
        return await AskAsync(
            name,
            endpoint =>
                PackageAddress.Of(name, endpoint.Address) is { } address
                    ? new RegistryCall(name, address, endpoint, form, etag, lastModified)
                    : null,
            InvalidName(name),
            activity,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<RegistryAnswer> OpenAsync(TarballRequest request, CancellationToken cancellationToken)
    {
        using var activity = RegistryTelemetry.Activities.StartActivity("registry.tarball", ActivityKind.Client);
        activity?.SetTag("npm.package", request.Name).SetTag("npm.version", request.Version);
        return await AskAsync(
            request.Name,
            endpoint =>
                TarballAddress.Of(request.Tarball, endpoint.Address) is { } address
                    ? new RegistryCall(request.Name, address, endpoint, DocumentForm.Full, null, null)
                    {
                        Tarball = request,
                    }
                    : null,
            new RegistryAnswer.Failed(
                FailureKind.Malformed,
                $"{request.Name}@{request.Version}: the document names no tarball.",
                RetryAfter: null,
                IsRetryable: false
            ),
            activity,
            cancellationToken
        );
    }

    /// <summary>Closes the connections; calls still under way end as failed.</summary>
    public void Dispose()
    {
        if (upstreams is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } created })
        {
            created.Result.Dispose();
        }
    }

    /// <param name="name">The package, which says which registry is asked.</param>
    /// <param name="callOf">Makes the call; null where there is nothing to ask for.</param>
    /// <param name="nothing">The answer then.</param>
    /// <param name="activity">Gets the outcome.</param>
    /// <param name="cancellationToken">The caller's.</param>
    private async ValueTask<RegistryAnswer> AskAsync(
        string name,
        Func<RegistryEndpoint, RegistryCall?> callOf,
        RegistryAnswer.Failed nothing,
        Activity? activity,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var answer = await AskAsync(name, callOf, nothing, cancellationToken);
        RegistryTelemetry.RecordCall(answer, time.GetElapsedTime(start));
        activity?.SetTag("npm.outcome", RegistryTelemetry.OutcomeOf(answer));
        if (answer is RegistryAnswer.Failed failed)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failed.Message);
        }

        return answer;
    }

    private async ValueTask<RegistryAnswer> AskAsync(
        string name,
        Func<RegistryEndpoint, RegistryCall?> callOf,
        RegistryAnswer.Failed nothing,
        CancellationToken cancellationToken
    )
    {
        RegistryUpstreams connected;
        try
        {
            var pending = upstreams.Value;
            connected = pending.IsCompletedSuccessfully ? pending.Result : await pending.WaitAsync(cancellationToken);
        }
        catch (RegistryConfigurationException e)
        {
            return new RegistryAnswer.Failed(
                FailureKind.Misconfigured,
                e.Message,
                RetryAfter: null,
                IsRetryable: false
            );
        }

        var endpoint = connected.For(name);
        if (callOf(endpoint) is not { } call)
        {
            return nothing;
        }

        await places.WaitAsync(cancellationToken);
        try
        {
            return await connected.HostOf(endpoint).AskAsync(call, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private static RegistryAnswer.Failed InvalidName(string name) =>
        new(
            FailureKind.InvalidName,
            $"No registry can hold a package named \"{Shorten(name)}\".",
            RetryAfter: null,
            IsRetryable: false
        );

    private static string Shorten(string name) => name.Length <= 80 ? name : $"{name[..80]}…";
}
