using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Execution.Fields;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Limits;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Planning;

/// <summary>
/// An operation that passed parser, validation and static limits, with its plans: one for each setting of the variables in its
/// conditions that was asked for. Kept and shared between requests.
/// </summary>
internal sealed class PreparedOperation
{
    /// <summary>More settings than this are planned for one request and forgotten.</summary>
    private const int MaxPlans = 16;

    private const int BytesPerField = 700;
    private const int BytesPerCharacter = 24;

    private readonly ExecutableSchema _schema;
    private readonly IReadOnlyList<string> _conditionVariables;
    private readonly RootPlan? _unconditionalPlan;
    private volatile KeyValuePair<ulong, RootPlan>[] _plans = [];
    private long _bytes;

    public PreparedOperation(
        ExecutableSchema schema,
        DocumentNode document,
        OperationDefinitionNode definition,
        OperationLimits limits
    )
    {
        _schema = schema;
        Document = document;
        Definition = definition;
        Fragments = document
            .Definitions.OfType<FragmentDefinitionNode>()
            .ToDictionary(f => f.Name.Value, StringComparer.Ordinal);
        Variables = VariablePlan.Create(schema.Schema, definition);
        Cost = new OperationAnalysis(schema.Schema, this, limits).Analyze();
        _bytes = 2_000 + ((long)document.Source.Body.Length * BytesPerCharacter);
        _conditionVariables = ConditionValues.FindVariables(document);
        if (_conditionVariables.Count == 0)
        {
            _unconditionalPlan = CreatePlan(new ConditionValues([], []), isKept: true);
        }
    }

    public DocumentNode Document { get; }

    public OperationDefinitionNode Definition { get; }

    public IReadOnlyDictionary<string, FragmentDefinitionNode> Fragments { get; }

    public IReadOnlyList<VariablePlan> Variables { get; }

    public CostPlan Cost { get; }

    /// <summary>What it takes of memory, about; grows with what is planned.</summary>
    public long EstimatedBytes => Interlocked.Read(ref _bytes);

    public ObjectType RootType => _schema.Schema.GetRootType(Definition.Operation)!;

    /// <summary>Notes that fields were planned.</summary>
    public void Charge(int fields) => Interlocked.Add(ref _bytes, (long)fields * BytesPerField);

    /// <exception cref="GraphQLException">A condition's variable is null.</exception>
    public RootPlan GetPlan(VariableValues variables)
    {
        if (_unconditionalPlan is not null)
        {
            return _unconditionalPlan;
        }

        var values = new bool[_conditionVariables.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = variables.GetCondition(_conditionVariables[i]);
        }

        var conditions = new ConditionValues(_conditionVariables, values);
        if (values.Length > 64)
        {
            return CreatePlan(conditions, isKept: false);
        }

        var bits = conditions.Bits;
        var plans = _plans;
        foreach (var (key, plan) in plans)
        {
            if (key == bits)
            {
                return plan;
            }
        }

        var isKept = plans.Length < MaxPlans;
        var created = CreatePlan(conditions, isKept);
        if (isKept)
        {
            _plans = [.. plans, new(bits, created)];
        }

        return created;
    }

    private RootPlan CreatePlan(ConditionValues conditions, bool isKept)
    {
        var planner = new Planner(_schema, this, conditions, isKept);
        return new RootPlan(
            Definition.Operation,
            (ObjectPlan<Root>)planner.PlanObject(RootType, [Definition.SelectionSet])
        );
    }
}
