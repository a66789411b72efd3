using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Validation.Overlap;

/// <summary>
/// Field merging word by word as the specification has it, pair by pair. __typename counts as of no type, as in graphql-js.
/// https://spec.graphql.org/September2025/#sec-Field-Selection-Merging
/// </summary>
internal sealed class NaiveFieldMerge(Schema schema, DocumentNode document)
{
    private sealed record Selected(FieldNode Node, NamedType? Parent, GraphQLType? Type);

    /// <summary>Whether it holds for every selection set of the document.</summary>
    public bool Holds() =>
        document
            .Definitions.OfType<ExecutableDefinitionNode>()
            .All(d =>
                HoldsWithin(d.SelectionSet, d is OperationDefinitionNode o ? schema.GetRootType(o.Operation) : Find(d))
            );

    private NamedType? Find(ExecutableDefinitionNode definition) =>
        Find(((FragmentDefinitionNode)definition).TypeCondition);

    private bool HoldsWithin(SelectionSetNode set, NamedType? parent) =>
        FieldsInSetCanMerge([(set, parent)])
        && set.Selections.All(selection =>
            selection switch
            {
                FieldNode { SelectionSet: { } below } field => HoldsWithin(below, TypeOf(parent, field)?.Named),
                InlineFragmentNode inline => HoldsWithin(
                    inline.SelectionSet,
                    inline.TypeCondition is null ? parent : Find(inline.TypeCondition)
                ),
                _ => true,
            }
        );

    private bool FieldsInSetCanMerge((SelectionSetNode Set, NamedType? Parent)[] sets) =>
        Pairs(sets)
            .All(pair =>
                SameResponseShape(pair.A, pair.B)
                && (
                    (pair.A.Parent != pair.B.Parent && pair.A.Parent is ObjectType && pair.B.Parent is ObjectType)
                    || (
                        pair.A.Node.Name.Value == pair.B.Node.Name.Value
                        && Text(pair.A.Node.Arguments) == Text(pair.B.Node.Arguments)
                        && FieldsInSetCanMerge(Below(pair.A, pair.B))
                    )
                )
            );

    private bool SameResponseShape(Selected a, Selected b)
    {
        if (a.Type is null || b.Type is null)
        {
            return Pairs(Below(a, b)).All(pair => SameResponseShape(pair.A, pair.B));
        }

        var (typeA, typeB) = (a.Type, b.Type);
        while (typeA is not NamedType || typeB is not NamedType)
        {
            if (typeA.IsNonNull != typeB.IsNonNull)
            {
                return false;
            }

            (typeA, typeB) = (typeA.Nullable, typeB.Nullable);
            if (typeA is ListType != typeB is ListType)
            {
                return false;
            }

            if (typeA is ListType listA && typeB is ListType listB)
            {
                (typeA, typeB) = (listA.OfType, listB.OfType);
            }
        }

        return typeA.IsLeaf || typeB.IsLeaf
            ? typeA == typeB
            : Pairs(Below(a, b)).All(pair => SameResponseShape(pair.A, pair.B));
    }

    private IEnumerable<(Selected A, Selected B)> Pairs((SelectionSetNode Set, NamedType? Parent)[] sets)
    {
        var fields = new List<Selected>();
        var visited = new HashSet<string>();
        foreach (var (set, parent) in sets)
        {
            Collect(set, parent, fields, visited);
        }

        for (var i = 0; i < fields.Count; i++)
        {
            for (var j = i + 1; j < fields.Count; j++)
            {
                if (fields[i].Node.ResponseKey == fields[j].Node.ResponseKey)
                {
                    yield return (fields[i], fields[j]);
                }
            }
        }
    }

    private void Collect(SelectionSetNode set, NamedType? parent, List<Selected> fields, HashSet<string> visited)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    fields.Add(new Selected(field, parent, TypeOf(parent, field)));
                    break;
                case InlineFragmentNode inline:
                    var condition = inline.TypeCondition is null ? parent : Find(inline.TypeCondition);
                    Collect(inline.SelectionSet, condition, fields, visited);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value):
                    var fragment = document
                        .Definitions.OfType<FragmentDefinitionNode>()
                        .FirstOrDefault(f => f.Name.Value == spread.Name.Value);
                    if (fragment is not null)
                    {
                        Collect(fragment.SelectionSet, Find(fragment.TypeCondition), fields, visited);
                    }

                    break;
            }
        }
    }

    private static (SelectionSetNode Set, NamedType? Parent)[] Below(params Selected[] fields) =>
        fields.Where(f => f.Node.SelectionSet is not null).Select(f => (f.Node.SelectionSet!, f.Type?.Named)).ToArray();

    private static GraphQLType? TypeOf(NamedType? parent, FieldNode field) =>
        parent is FieldsType type && type.TryGetField(field.Name.Value, out var definition) ? definition.Type : null;

    private NamedType? Find(NamedTypeNode condition) =>
        schema.Types.FirstOrDefault(t => t.Name == condition.Name.Value);

    private static string Text(IEnumerable<ArgumentNode> arguments) =>
        string.Join(",", arguments.Select(a => $"{a.Name.Value}:{Text(a.Value)}").Order(StringComparer.Ordinal));

    private static string Text(ValueNode value) =>
        value switch
        {
            ListValueNode list => $"[{string.Join(",", list.Values.Select(Text))}]",
            ObjectValueNode fields =>
                $"{{{string.Join(",", fields.Fields.Select(f => $"{f.Name.Value}:{Text(f.Value)}").Order(StringComparer.Ordinal))}}}",
            _ => Printer.Print(value),
        };
}
