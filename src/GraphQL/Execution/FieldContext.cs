using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Loaders;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution;

/// <summary>
/// What a resolver knows about the field it resolves. An instance is the resolver's until its value is there; keep no
/// reference beyond that.
/// </summary>
public sealed class FieldContext
{
    private readonly OperationContext _operation;
    private ArgumentValues _arguments = ArgumentValues.Empty;
    private PathNode? _path;

    internal FieldContext(OperationContext operation) => _operation = operation;

    public Schema Schema => _operation.Schema.Schema;

    /// <summary>The field with its alias and what is selected below it.</summary>
    public SelectedField Field { get; private set; } = null!;

    /// <summary>Ends with the operation: when it is complete, when the client has gone, or at the execution time-out.</summary>
    public CancellationToken CancellationToken => _operation.CancellationToken;

    /// <summary>Response keys (string) and list indexes (int) from the root.</summary>
    public IReadOnlyList<object> Path => GetPath().ToArray();

    /// <summary>Whether the resolver reported an error: a null value then needs no other.</summary>
    internal bool HasReported { get; private set; }

    /// <summary>The object that the host gave this operation.</summary>
    /// <exception cref="InvalidOperationException">It gave none, or one of another type.</exception>
    public T State<T>()
        where T : class =>
        _operation.State as T
        ?? throw new InvalidOperationException(
            $"The operation's state is {_operation.State?.GetType().Name ?? "null"}, not {typeof(T).Name}."
        );

    /// <summary>
    /// An argument, defaults applied. <typeparamref name="T"/> is the CLR type of the schema's type: int, long, double, bool,
    /// string, what the scalar gives, a bound enum, a bound input object (else a dictionary), lists (array or IReadOnlyList)
    /// of those, or <see cref="Binding.Optional{T}"/> of any; what is not given is the default of T.
    /// </summary>
    /// <exception cref="InvalidOperationException">The schema has no such argument, or its values are of another type.</exception>
    public T Argument<T>(string name) => _arguments.Get<T>(Field, name);

    /// <summary>Whether the client gave the argument or it has a default.</summary>
    /// <exception cref="InvalidOperationException">The schema has no such argument.</exception>
    public bool HasArgument(string name) => _arguments.Has(Field, name);

    /// <summary>The operation's instance of a data loader, made at first use.</summary>
    public TLoader Loader<TLoader>(Func<IBatchScheduler, TLoader> create)
        where TLoader : class => _operation.GetLoader(create);

    /// <summary>
    /// Whether fields are selected below this one: <c>Selects("target", "dependencies")</c> is true when
    /// <c>target { dependencies … }</c> is, on any type and under any alias.
    /// </summary>
    public bool Selects(params ReadOnlySpan<string> path) => Field.Selects(path);

    /// <summary>Adds an error at this field, cheaper than throwing it; return null as the value after it.</summary>
    public void ReportError(GraphQLException error)
    {
        HasReported = true;
        _operation.Add(Field.ErrorAt(error.Message, GetPath(), error.Extensions));
    }

    /// <exception cref="GraphQLException">The variables in the arguments give values that do not fit.</exception>
    internal void Begin(SelectedField field)
    {
        Field = field;
        _path = null;
        HasReported = false;
        _arguments = field.Arguments is { } plan
            ? plan.Constant ?? _operation.GetArguments(plan)
            : ArgumentValues.Empty;
    }

    /// <summary>The resolver goes on while others are written: its path is to be remembered.</summary>
    internal void Detach(PathNode path)
    {
        lock (_operation.PathGate)
        {
            _path = path;
        }
    }

    private PathNode GetPath()
    {
        lock (_operation.PathGate)
        {
            return _path ?? _operation.GetPath(Field);
        }
    }
}
