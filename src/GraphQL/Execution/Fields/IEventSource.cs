using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>The field that a subscription's events come from.</summary>
internal interface IEventSource
{
    SelectedField Field { get; }

    /// <summary>https://spec.graphql.org/September2025/#CreateSourceEventStream()</summary>
    ValueTask<IAsyncEnumerable<Root>> SubscribeAsync(OperationContext operation);
}
