using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Overlap;

/// <summary>
/// The specification compares all pairs of fields with the same response key, and the pairs of their subfields, pair by pair. This
/// compares sets instead. A set is all fields that are merged into one object, fragments spread out. Within it:
/// <list type="number">
/// <item>Fields of one key fall into groups that some object can have in common: for each object type among their parents, its
/// own fields and those of interfaces and unions. In a group all must be the same field with the same arguments as the first.</item>
/// <item>All fields of one key must have the same shape as the first.</item>
/// <item>The subfields of a group make a new set, to which the same applies; the subfields of all groups of a key together make
/// a set of which only the shape matters.</item>
/// </list>
/// Sets wait in a queue, so nothing recurses, and each set is checked once, so the work is near linear for honest documents. What
/// a hostile one can still cost is limited by a budget.
/// </summary>
internal sealed class FieldMergeCheck(ValidationContext context)
{
    private const int MaxWork = 250_000;

    private readonly Dictionary<FieldNode, int> _numbers = [];
    private readonly HashSet<FieldSetKey> _known = [];
    private readonly Queue<(List<MergedField> Fields, bool OnlyShape)> _pending = [];
    private readonly HashSet<string> _spread = new(StringComparer.Ordinal);
    private readonly HashSet<(FieldNode, FieldNode)> _reported = [];
    private int _work;

    /// <summary>True when the fields of this fragment have been checked somewhere.</summary>
    public bool HasSpread(string fragment) => _spread.Contains(fragment);

    /// <summary>Reports every conflict among the fields of a selection set and below.</summary>
    public void Run(SelectionSetNode selectionSet, NamedType? parent)
    {
        Enqueue([(selectionSet, parent)], onlyShape: false);
        while (_pending.TryDequeue(out var set))
        {
            foreach (var fields in GroupByKey(set.Fields))
            {
                if (set.OnlyShape)
                {
                    CheckShapes(fields);
                }
                else
                {
                    CheckKey(fields);
                }
            }
        }
    }

    private void CheckKey(List<MergedField> fields)
    {
        if (fields.Count == 1)
        {
            EnqueueSubfields(fields, onlyShape: false);
            return;
        }

        var groups = GroupByParent(fields);
        if (groups.TrueForAll(AreSameField) && HaveSameShape(fields))
        {
            foreach (var group in groups)
            {
                EnqueueSubfields(group, onlyShape: false);
            }

            if (groups.Count > 1)
            {
                EnqueueSubfields(fields, onlyShape: true);
            }
        }
    }

    private void CheckShapes(List<MergedField> fields)
    {
        if (fields.Count > 1 && HaveSameShape(fields))
        {
            EnqueueSubfields(fields, onlyShape: true);
        }
    }

    private bool AreSameField(List<MergedField> fields)
    {
        var first = fields[0];
        var areSame = true;
        foreach (var field in fields)
        {
            Spend(1 + field.Node.Arguments.Count);
            if (field.Node.Name.Value != first.Node.Name.Value)
            {
                Report(
                    first,
                    field,
                    static (a, b) => $"\"{a.Node.Name.Value}\" and \"{b.Node.Name.Value}\" are different fields"
                );
                areSame = false;
            }
            else if (!LiteralEquality.AreSame(first.Node.Arguments, field.Node.Arguments))
            {
                Report(first, field, static (_, _) => "they have differing arguments");
                areSame = false;
            }
        }

        return areSame;
    }

    private bool HaveSameShape(List<MergedField> fields)
    {
        var first = fields.Find(f => f.Type is not null);
        var areSame = true;
        foreach (var field in fields)
        {
            Spend(1);
            if (field.Type is not null && !IsSameShape(first.Type!, field.Type))
            {
                Report(first, field, static (a, b) => $"they return conflicting types \"{a.Type}\" and \"{b.Type}\"");
                areSame = false;
            }
        }

        return areSame;
    }

    /// <summary>https://spec.graphql.org/September2025/#SameResponseShape()</summary>
    private static bool IsSameShape(GraphQLType a, GraphQLType b) =>
        (a, b) switch
        {
            (NonNullType x, NonNullType y) => IsSameShape(x.OfType, y.OfType),
            (NonNullType, _) or (_, NonNullType) => false,
            (ListType x, ListType y) => IsSameShape(x.OfType, y.OfType),
            (ListType, _) or (_, ListType) => false,
            _ => ReferenceEquals(a, b) || (!a.IsLeaf && !b.IsLeaf),
        };

    private static List<List<MergedField>> GroupByKey(List<MergedField> fields)
    {
        if (fields.Count == 1)
        {
            return [fields];
        }

        var groups = new Dictionary<string, List<MergedField>>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (!groups.TryGetValue(field.Node.ResponseKey, out var group))
            {
                group = [];
                groups.Add(field.Node.ResponseKey, group);
            }

            group.Add(field);
        }

        return groups.Values.ToList();
    }

    /// <summary>One group per object type among the parents, each with the fields of all abstract parents in it.</summary>
    private List<List<MergedField>> GroupByParent(List<MergedField> fields)
    {
        var common = fields.FindAll(f => f.Parent is not ObjectType);
        if (common.Count == fields.Count)
        {
            return [fields];
        }

        var groups = new Dictionary<NamedType, List<MergedField>>();
        foreach (var field in fields)
        {
            if (field.Parent is not ObjectType parent)
            {
                continue;
            }

            if (!groups.TryGetValue(parent, out var group))
            {
                Spend(common.Count);
                group = [.. common];
                groups.Add(parent, group);
            }

            group.Add(field);
        }

        return groups.Values.ToList();
    }

    private void EnqueueSubfields(List<MergedField> fields, bool onlyShape)
    {
        var selectionSets = new List<(SelectionSetNode, NamedType?)>();
        foreach (var field in fields)
        {
            if (field.Node.SelectionSet is { } selectionSet)
            {
                selectionSets.Add((selectionSet, field.Type?.Named));
            }
        }

        if (selectionSets.Count > 0)
        {
            Enqueue(selectionSets, onlyShape);
        }
    }

    /// <summary>Makes the set of all fields of some selection sets and queues it, unless it has been before.</summary>
    private void Enqueue(List<(SelectionSetNode Set, NamedType? Parent)> selectionSets, bool onlyShape)
    {
        var fields = new List<MergedField>();
        var spread = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<(SelectionSetNode Set, NamedType? Parent)>(selectionSets.AsEnumerable().Reverse());
        while (pending.TryPop(out var next))
        {
            foreach (var selection in next.Set.Selections)
            {
                Spend(1);
                switch (selection)
                {
                    case FieldNode field:
                        fields.Add(new MergedField(field, next.Parent, FindType(next.Parent, field)));
                        break;
                    case InlineFragmentNode { TypeCondition: null } fragment:
                        pending.Push((fragment.SelectionSet, next.Parent));
                        break;
                    case InlineFragmentNode fragment:
                        pending.Push((fragment.SelectionSet, FindCondition(fragment.TypeCondition)));
                        break;
                    case FragmentSpreadNode node when spread.Add(node.Name.Value):
                        if (context.FindFragment(node.Name.Value) is { } target)
                        {
                            _spread.Add(node.Name.Value);
                            pending.Push((target.SelectionSet, FindCondition(target.TypeCondition)));
                        }

                        break;
                }
            }
        }

        if (fields.Count > 0 && _known.Add(FieldSetKey.Create(fields, NumberOf, onlyShape)))
        {
            _pending.Enqueue((fields, onlyShape));
        }
    }

    private NamedType? FindCondition(NamedTypeNode condition) =>
        context.Schema.TryGetType(condition.Name.Value, out var type) ? type : null;

    /// <summary>Meta-fields count as of unknown type, as in graphql-js: their types differ from others' by nullability only.</summary>
    private static GraphQLType? FindType(NamedType? parent, FieldNode field) =>
        parent is FieldsType type && type.TryGetField(field.Name.Value, out var definition) ? definition.Type : null;

    private int NumberOf(FieldNode field)
    {
        if (!_numbers.TryGetValue(field, out var number))
        {
            number = _numbers.Count;
            _numbers.Add(field, number);
        }

        return number;
    }

    private void Report(MergedField a, MergedField b, Func<MergedField, MergedField, string> reason)
    {
        var (first, second) = a.Node.Start <= b.Node.Start ? (a, b) : (b, a);
        if (_reported.Add((first.Node, second.Node)))
        {
            context.Report(
                $"Fields \"{first.Node.ResponseKey}\" conflict because {reason(first, second)}. Use different aliases on the fields to fetch both if this was intentional.",
                first.Node,
                second.Node
            );
        }
    }

    private void Spend(int work)
    {
        _work += work;
        if (_work > MaxWork)
        {
            throw new ValidationAbortedException(
                "Too many fields of this document overlap to check whether they can be merged. Validation aborted."
            );
        }
    }
}
