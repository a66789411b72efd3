using System.Reflection;
using DepGraph.Storage;

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

    public static IGraphStore Around(IGraphStore inner)
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
