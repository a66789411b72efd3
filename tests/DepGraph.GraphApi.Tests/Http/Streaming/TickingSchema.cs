using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphApi.Tests.Http.Streaming;

/// <summary>A schema whose events a mutation causes, one each: to hold the transports to their protocols.</summary>
internal sealed class TickingSchema
{
    private const string Sdl = """
        type Query { hello: String! long(size: Int!): String! }
        type Mutation { tick: Int! }
        type Subscription { ticked: Tick! countdown(from: Int!): Int! }
        type Tick { count: Int! }
        """;

    private readonly ConcurrentDictionary<Channel<Tick>, bool> _readers = new();
    private int _count;

    public int Readers => _readers.Count;

    public GraphQLEngine CreateEngine() =>
        new(
            ExecutableSchema.Create(
                Sdl,
                [],
                b =>
                {
                    b.Query()
                        .Field("hello", _ => "you")
                        .Field("long", (_, context) => new string('x', context.Argument<int>("size")));
                    b.Mutation().Field("tick", _ => TickOnce());
                    b.Object<Tick>("Tick").Field("count", tick => tick.Count);
                    b.Subscription()
                        .Stream("ticked", _ => ReadAsync())
                        .Stream("countdown", context => CountDownAsync(context.Argument<int>("from")));
                }
            )
        );

    public int TickOnce()
    {
        var tick = new Tick(Interlocked.Increment(ref _count));
        foreach (var reader in _readers.Keys)
        {
            reader.Writer.TryWrite(tick);
        }

        return tick.Count;
    }

    private async IAsyncEnumerable<Tick> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var channel = Channel.CreateUnbounded<Tick>();
        _readers[channel] = true;
        try
        {
            await foreach (var tick in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return tick;
            }
        }
        finally
        {
            _readers.TryRemove(channel, out _);
        }
    }

    private static async IAsyncEnumerable<int> CountDownAsync(int from)
    {
        for (var i = from; i >= 0; i--)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private sealed record Tick(int Count);
}
