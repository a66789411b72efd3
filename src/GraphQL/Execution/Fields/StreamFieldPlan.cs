using System.Runtime.CompilerServices;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Completion;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>The root field of a subscription: makes the stream of events, and writes one event.</summary>
internal sealed class StreamFieldPlan<T>(
    SelectedField field,
    Completer<T> completer,
    Func<FieldContext, ValueTask<IAsyncEnumerable<T>>> subscribe
) : FieldPlan<Root, T>(field, completer), IEventSource
{
    public override bool Execute(OperationContext operation, Root parent) => Complete(operation, (T)parent.Event!);

    public async ValueTask<IAsyncEnumerable<Root>> SubscribeAsync(OperationContext operation) =>
        ReadAsync(await subscribe(operation.RentContext(Field)));

    private static async IAsyncEnumerable<Root> ReadAsync(
        IAsyncEnumerable<T> events,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await foreach (var value in events.WithCancellation(cancellationToken))
        {
            yield return new Root { Event = value };
        }
    }
}
