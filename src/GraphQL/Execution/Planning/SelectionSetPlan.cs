using DepGraph.GraphQL.Execution.Fields;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Planning;

/// <summary>
/// What is selected below a field. For an object type it is planned with the field; for an interface or union, per object type,
/// when the first such object comes by.
/// </summary>
internal sealed class SelectionSetPlan
{
    private readonly Planner _planner;
    private readonly IReadOnlyList<SelectionSetNode> _selectionSets;
    private readonly IReadOnlyList<ObjectType> _types;
    private readonly ObjectPlan?[] _plans;

    public SelectionSetPlan(Planner planner, NamedType type, IReadOnlyList<SelectionSetNode> selectionSets)
    {
        _planner = planner;
        _selectionSets = selectionSets;
        _types = type is ObjectType only ? [only] : planner.Schema.Schema.GetPossibleTypes(type);
        _plans = new ObjectPlan?[_types.Count];
        if (type is ObjectType)
        {
            For(0);
        }
    }

    /// <exception cref="InvalidOperationException">It is not a possible type here.</exception>
    public ObjectPlan For(ObjectType type)
    {
        for (var i = 0; i < _types.Count; i++)
        {
            if (_types[i] == type)
            {
                return For(i);
            }
        }

        throw new InvalidOperationException($"{type.Name} is not a possible type here.");
    }

    /// <summary>The fields selected on any of the types.</summary>
    public IEnumerable<SelectedField> AllFields()
    {
        for (var i = 0; i < _types.Count; i++)
        {
            foreach (var field in For(i).SelectedFields)
            {
                yield return field;
            }
        }
    }

    private ObjectPlan For(int index)
    {
        var plan = Volatile.Read(ref _plans[index]);
        if (plan is not null)
        {
            return plan;
        }

        // Two threads may plan the same: either plan is right, and one stays.
        plan = _planner.PlanObject(_types[index], _selectionSets);
        return Interlocked.CompareExchange(ref _plans[index], plan, null) ?? plan;
    }
}
