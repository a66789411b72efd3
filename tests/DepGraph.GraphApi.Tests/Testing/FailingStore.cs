using System.Reflection;
using DepGraph.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>A store that passes everything on, or fails with everything while it is told to.</summary>
public class FailingStore : DispatchProxy
{
    private IGraphStore inner = null!;
    private volatile StoreException? failure;

    /// <summary>Thrown by every call; null: none.</summary>
    public StoreException? Failure
    {
        get => failure;
        set => failure = value;
    }

    /// <summary>A server over such a store, whose registry has one package, root.</summary>
    /// <param name="settings">More arguments, as <see cref="ApiServer"/> takes them.</param>
    internal static Task<ApiServer> StartServerAsync(params string[] settings) =>
        ApiServer.StartAsync(
            new FakeRegistry().Publish("root", ("1.0.0", [])),
            services =>
            {
                var inner = services.Last(service => service.ServiceType == typeof(IGraphStore)).ImplementationFactory!;
                services.Replace(ServiceDescriptor.Singleton(provider => Around((IGraphStore)inner(provider))));
            },
            settings
        );

    /// <summary>The store of a server from <see cref="StartServerAsync"/>.</summary>
    internal static FailingStore Of(ApiServer server) =>
        (FailingStore)(object)server.Services.GetRequiredService<IGraphStore>();

    private static IGraphStore Around(IGraphStore inner)
    {
        var proxy = Create<IGraphStore, FailingStore>();
        ((FailingStore)(object)proxy).inner = inner;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Failure is { } thrown && targetMethod!.Name != nameof(IAsyncDisposable.DisposeAsync)
            ? throw thrown
            : targetMethod!.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
}
