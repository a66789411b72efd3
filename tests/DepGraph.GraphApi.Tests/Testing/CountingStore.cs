using System.Reflection;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>A store that passes everything on and notes how many packages each read of heads, or of details, asked for.</summary>
public class CountingStore : DispatchProxy
{
    private readonly Lock gate = new();
    private readonly List<int> reads = [];
    private IGraphStore inner = null!;

    /// <summary>The reads so far, in their order.</summary>
    public IReadOnlyList<int> Reads
    {
        get
        {
            lock (gate)
            {
                return [.. reads];
            }
        }
    }

    /// <summary>Begins to count anew.</summary>
    public void Forget()
    {
        lock (gate)
        {
            reads.Clear();
        }
    }

    public static IGraphStore Around(IGraphStore inner)
    {
        var proxy = Create<IGraphStore, CountingStore>();
        ((CountingStore)(object)proxy).inner = inner;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name is nameof(IHeadStore.LoadAsync) or nameof(IHeadStore.LoadDetailsAsync))
        {
            lock (gate)
            {
                reads.Add(((IReadOnlyList<string>)args![0]!).Count);
            }
        }

        return targetMethod.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
