using DepGraph.Ingestion.Npmrc;
using DepGraph.Ingestion.Registry;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Follow;

/// <summary>The connections to a feed: by npm's proxy and certificates, as those to registries.</summary>
internal sealed class FeedTransport(RegistryConfigurationSource source, IOptions<RegistryOptions> options) : IDisposable
{
    private readonly Lazy<Task<HttpMessageInvoker>> invoker = new(async () =>
        RegistryTransport.Create((await source.GetAsync()).Transport, options.Value)
    );

    /// <exception cref="RegistryConfigurationException">The settings of the connections are wrong.</exception>
    public Task<HttpMessageInvoker> GetAsync() => invoker.Value;

    public void Dispose()
    {
        if (invoker is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            invoker.Value.Result.Dispose();
        }
    }
}
