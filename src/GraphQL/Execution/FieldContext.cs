using DepGraph.GraphQL.Loaders;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution;

/// <summary>
/// What a resolver knows about the field it resolves. An instance is the resolver's until its value is there; keep no
/// reference beyond that.
/// </summary>
public sealed class FieldContext
{
    internal FieldContext() { }

    public Schema Schema => throw new NotImplementedException();

    /// <summary>The field with its alias and what is selected below it.</summary>
    public SelectedField Field => throw new NotImplementedException();

    /// <summary>Ends with the client's patience, the execution time-out, or the operation.</summary>
    public CancellationToken CancellationToken => throw new NotImplementedException();

    /// <summary>Response keys (string) and list indexes (int) from the root.</summary>
    public IReadOnlyList<object> Path => throw new NotImplementedException();

    /// <summary>The object that the host gave this operation.</summary>
    /// <exception cref="InvalidOperationException">It gave none, or one of another type.</exception>
    public T State<T>()
        where T : class => throw new NotImplementedException();

    /// <summary>
    /// An argument, defaults applied. <typeparamref name="T"/> is the CLR type of the schema's type: int, long, double, bool,
    /// string, what the scalar gives, a bound enum, a bound input object, lists (array or IReadOnlyList) of those, or
    /// <see cref="Binding.Optional{T}"/> of any; what is not given is the default of T.
    /// </summary>
    /// <exception cref="InvalidOperationException">The schema has no such argument, or its values are of another type.</exception>
    public T Argument<T>(string name) => throw new NotImplementedException();

    /// <summary>Whether the client gave the argument or it has a default.</summary>
    public bool HasArgument(string name) => throw new NotImplementedException();

    /// <summary>The operation's instance of a data loader, made at first use.</summary>
    public TLoader Loader<TLoader>(Func<IBatchScheduler, TLoader> create)
        where TLoader : class => throw new NotImplementedException();

    /// <summary>
    /// Whether fields are selected below this one: <c>Selects("target", "dependencies")</c> is true when
    /// <c>target { dependencies … }</c> is, on any type and under any alias.
    /// </summary>
    public bool Selects(params ReadOnlySpan<string> path) => throw new NotImplementedException();

    /// <summary>
    /// Adds an error at this field, cheaper than throwing it; return null as the value after it.
    /// </summary>
    public void ReportError(GraphQLException error) => throw new NotImplementedException();
}
