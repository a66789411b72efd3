using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Loaders;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Execution;

/// <summary>
/// One operation while it runs: its writer, the values that are open, its errors, and what it waits for. All of it but
/// <see cref="Post"/> and its kin belongs to whoever has the operation's turn; turns follow each other, never side by side.
/// </summary>
internal sealed partial class OperationContext(ExecutableSchema schema, GraphQLEngineOptions options)
    : IBatchScheduler,
        IDisposable
{
    private const int KeptBufferBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private FieldContext? _spareContext;
    private ArgumentValues?[] _arguments = [];
    private Dictionary<Type, object>? _loaders;

    public ExecutableSchema Schema { get; } = schema;

    public ResponseWriter Writer { get; } = new(options.MaxResponseBytes);

    public GraphQLEngineOptions Options { get; } = options;

    public PreparedOperation Operation { get; private set; } = null!;

    public VariableValues Variables { get; private set; } = VariableValues.None;

    public object? State { get; private set; }

    /// <summary>Whether it went to its end without waiting, so that nobody but the engine ever saw it.</summary>
    public bool IsReusable => !_hasWaited && !_isClosed && _loaders is null;

    /// <summary>Makes it ready for an operation.</summary>
    public void Begin(
        PreparedOperation operation,
        VariableValues variables,
        object? state,
        CancellationToken cancellationToken
    )
    {
        Operation = operation;
        Variables = variables;
        State = state;
        BeginTime(cancellationToken);
    }

    /// <summary>Forgets the operation, for the next one.</summary>
    public void Reset()
    {
        Operation = null!;
        Variables = VariableValues.None;
        State = null;
        Array.Clear(_arguments);
        _serialFields = null;
        _depth = 0;
        ResetErrors();
        ResetTime();
        Writer.Reset(KeptBufferBytes);
    }

    /// <summary>Gives its memory back. Tasks that outlive the operation find it closed.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        Writer.Dispose();
        ResetTime();
    }

    public FieldContext RentContext(SelectedField field)
    {
        var context = _spareContext ?? new FieldContext(this);
        context.Begin(field);
        _spareContext = null;
        return context;
    }

    public void ReturnContext(FieldContext context) => _spareContext = context;

    /// <summary>Arguments that hold variables, coerced once per operation.</summary>
    public ArgumentValues GetArguments(ArgumentPlan plan)
    {
        if (plan.Slot >= _arguments.Length)
        {
            Array.Resize(ref _arguments, Math.Max(plan.Slot + 1, _arguments.Length * 2));
        }

        return _arguments[plan.Slot] ??= plan.Coerce(Variables);
    }

    public TLoader GetLoader<TLoader>(Func<IBatchScheduler, TLoader> create)
        where TLoader : class
    {
        lock (_gate)
        {
            _loaders ??= [];
            if (!_loaders.TryGetValue(typeof(TLoader), out var loader))
            {
                loader = create(this);
                _loaders.Add(typeof(TLoader), loader);
            }

            return (TLoader)loader;
        }
    }
}
