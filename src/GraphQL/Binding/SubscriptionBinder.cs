using DepGraph.GraphQL.Execution;

namespace DepGraph.GraphQL.Binding;

/// <summary>
/// Binds the fields of the subscription type. Each event of a field's stream is the field's value in one response.
/// https://spec.graphql.org/September2025/#sec-Subscription
/// </summary>
public sealed class SubscriptionBinder
{
    private readonly ObjectBinder<Root> _fields;

    internal SubscriptionBinder(ObjectBinder<Root> fields) => _fields = fields;

    /// <summary>A field whose stream is there at once.</summary>
    /// <inheritdoc cref="StreamAsync"/>
    public SubscriptionBinder Stream<T>(string name, Func<FieldContext, IAsyncEnumerable<T>> subscribe) =>
        StreamAsync(name, context => new ValueTask<IAsyncEnumerable<T>>(subscribe(context)));

    /// <summary>
    /// A field with a stream of events. What is thrown before there is a stream, or by the stream, ends the subscription with
    /// an error. The stream is enumerated once, with a token that ends when the subscriber leaves; the field's context is
    /// the resolver's only until it gave the stream.
    /// </summary>
    public SubscriptionBinder StreamAsync<T>(string name, Func<FieldContext, ValueTask<IAsyncEnumerable<T>>> subscribe)
    {
        _fields.Add(new StreamFieldBinding<T>(name, subscribe));
        return this;
    }
}
