using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Execution.Fields;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Planning;

/// <summary>
/// Plans an operation for one setting of the variables in its <c>@skip</c> and <c>@include</c>: with those known, fields are
/// collected once per selection set and object type. A plan that is kept is charged to the operation. https://spec.graphql.org/September2025/#sec-Collecting-Fields
/// </summary>
internal sealed class Planner(
    ExecutableSchema schema,
    PreparedOperation operation,
    ConditionValues conditions,
    bool isKept
)
{
    private int _argumentSlots;

    public ExecutableSchema Schema { get; } = schema;

    public PreparedOperation Operation { get; } = operation;

    public ObjectPlan PlanObject(ObjectType type, IReadOnlyList<SelectionSetNode> selectionSets)
    {
        var groups = new List<FieldGroup>();
        var visitedFragments = new HashSet<string>(StringComparer.Ordinal);
        foreach (var selectionSet in selectionSets)
        {
            Collect(type, selectionSet, groups, visitedFragments);
        }

        var fields = new List<SelectedField>(groups.Count);
        foreach (var group in groups)
        {
            fields.Add(Select(type, group));
        }

        if (isKept)
        {
            Operation.Charge(fields.Count);
        }

        return Schema.GetBinding(type).CreatePlan(fields, this);
    }

    /// <summary>What is selected below a field of a composite type.</summary>
    public SelectionSetPlan PlanSelection(SelectedField field)
    {
        var selectionSets = new List<SelectionSetNode>(field.Nodes.Count);
        foreach (var node in field.Nodes)
        {
            if (node.SelectionSet is not null)
            {
                selectionSets.Add(node.SelectionSet);
            }
        }

        return field.Selection ??= new SelectionSetPlan(this, field.Definition.Type.Named, selectionSets);
    }

    private SelectedField Select(ObjectType type, FieldGroup group)
    {
        var definition = Schema.Schema.FindField(type, group.Nodes[0].Name.Value)!;
        return new SelectedField(Operation, type, definition, group.Nodes)
        {
            Arguments =
                definition.Arguments.Count == 0
                    ? null
                    : new ArgumentPlan(
                        Schema,
                        Operation,
                        definition,
                        group.Nodes[0],
                        () => Interlocked.Increment(ref _argumentSlots)
                    ),
        };
    }

    private void Collect(
        ObjectType type,
        SelectionSetNode selectionSet,
        List<FieldGroup> groups,
        HashSet<string> visitedFragments
    )
    {
        foreach (var selection in selectionSet.Selections)
        {
            if (!conditions.Includes(selection.Directives))
            {
                continue;
            }

            switch (selection)
            {
                case FieldNode field:
                    Add(groups, field);
                    break;
                case InlineFragmentNode { TypeCondition: var condition } inline when Applies(condition, type):
                    Collect(type, inline.SelectionSet, groups, visitedFragments);
                    break;
                case FragmentSpreadNode spread when visitedFragments.Add(spread.Name.Value):
                    var fragment = Operation.Fragments[spread.Name.Value];
                    if (Applies(fragment.TypeCondition, type))
                    {
                        Collect(type, fragment.SelectionSet, groups, visitedFragments);
                    }

                    break;
            }
        }
    }

    private static void Add(List<FieldGroup> groups, FieldNode field)
    {
        var key = field.ResponseKey;
        foreach (var group in groups)
        {
            if (group.ResponseKey == key)
            {
                group.Nodes.Add(field);
                return;
            }
        }

        groups.Add(new FieldGroup(key, [field]));
    }

    private bool Applies(NamedTypeNode? condition, ObjectType type)
    {
        if (condition is null || condition.Name.Value == type.Name)
        {
            return true;
        }

        return Schema.Schema.TryGetType(condition.Name.Value, out var named)
            && Schema.Schema.GetPossibleTypes(named).Contains(type);
    }

    private sealed record FieldGroup(string ResponseKey, List<FieldNode> Nodes);
}
