using DepGraph.GraphQL.Execution;

namespace DepGraph.GraphQL.Binding;

/// <summary>Binds the fields of one object type to resolvers over <typeparamref name="TParent"/>.</summary>
public sealed class ObjectBinder<TParent>
{
    internal ObjectBinder() { }

    /// <summary>A field that is a plain member of its parent.</summary>
    public ObjectBinder<TParent> Field<T>(string name, Func<TParent, T> resolve) => throw new NotImplementedException();

    /// <summary>A field that needs arguments or anything else of the operation.</summary>
    public ObjectBinder<TParent> Field<T>(string name, Func<TParent, FieldContext, T> resolve) =>
        throw new NotImplementedException();

    /// <summary>
    /// A field that may have to wait. A task that is complete when returned costs nothing more than a value; others leave a
    /// hole in the response that is filled when they are.
    /// </summary>
    public ObjectBinder<TParent> FieldAsync<T>(string name, Func<TParent, FieldContext, ValueTask<T>> resolve) =>
        throw new NotImplementedException();
}
