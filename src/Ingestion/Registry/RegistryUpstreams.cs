using System.Collections.Concurrent;
using DepGraph.Ingestion.Npmrc;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Registry;

/// <summary>The registries of a configuration, connected: one transport, one byte gate, one memory per host.</summary>
internal sealed class RegistryUpstreams : IDisposable
{
    private readonly ConcurrentDictionary<string, RegistryHost> hosts = new(StringComparer.Ordinal);
    private readonly RegistryConfiguration configuration;
    private readonly RegistryOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly HttpMessageInvoker transport;
    private readonly RegistryExchange exchange;

    /// <exception cref="RegistryConfigurationException">The settings of the connections are wrong.</exception>
    public RegistryUpstreams(
        RegistryConfiguration configuration,
        RegistryOptions options,
        TimeProvider time,
        ILogger logger
    )
    {
        this.configuration = configuration;
        this.options = options;
        this.time = time;
        this.logger = logger;
        transport = RegistryTransport.Create(configuration.Transport, options);
        exchange = new RegistryExchange(transport, new ByteGate(options.MaxBytesInFlight), options, time);
    }

    public RegistryEndpoint For(string packageName) => configuration.For(packageName);

    /// <summary>The memory of an endpoint's host; endpoints on one host share it.</summary>
    public RegistryHost HostOf(RegistryEndpoint endpoint) =>
        hosts.TryGetValue(endpoint.Address.Authority, out var host)
            ? host
            : hosts.GetOrAdd(
                endpoint.Address.Authority,
                static (_, state) =>
                    new RegistryHost(
                        state.endpoint.Address,
                        state.Self.exchange,
                        state.Self.options,
                        state.Self.time,
                        state.Self.logger
                    ),
                (endpoint, Self: this)
            );

    public void Dispose() => transport.Dispose();
}
