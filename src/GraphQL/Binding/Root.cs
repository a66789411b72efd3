namespace DepGraph.GraphQL.Binding;

/// <summary>The parent value of root fields: nothing, but for a subscription, whose root field has the event for its value.</summary>
public readonly record struct Root
{
    internal object? Event { get; init; }
}
