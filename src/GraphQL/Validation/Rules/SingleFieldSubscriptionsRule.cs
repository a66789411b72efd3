using DepGraph.GraphQL.Introspection;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>
/// A subscription has one root field, that is no introspection field and does not depend on @skip or @include.
/// https://spec.graphql.org/September2025/#sec-Single-Root-Field
/// </summary>
internal sealed class SingleFieldSubscriptionsRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        if (operation.Operation != OperationKind.Subscription || Schema.SubscriptionType is not { } root)
        {
            return;
        }

        var who = operation.Name is { } name ? $"Subscription \"{name.Value}\"" : "Anonymous Subscription";
        var groups = new OrderedDictionary<string, List<FieldNode>>(StringComparer.Ordinal);
        var conditions = new List<DirectiveNode>();
        Collect(operation.SelectionSet, root, groups, conditions);
        if (conditions.Count > 0)
        {
            Context.Report(
                $"{who} must not use `@skip` or `@include` directives in the top level selection.",
                conditions.ToArray<AstNode>()
            );
            return;
        }

        if (groups.Count == 0)
        {
            Context.Report($"{who} must select one top level field.", operation.SelectionSet);
        }
        else if (groups.Count > 1)
        {
            AstNode[] surplus = groups.Values.Skip(1).SelectMany(g => g).ToArray<AstNode>();
            Context.Report($"{who} must select only one top level field.", surplus);
        }

        foreach (var group in groups.Values)
        {
            if (group[0].Name.Value.StartsWith(IntrospectionSchema.ReservedPrefix, StringComparison.Ordinal))
            {
                Context.Report($"{who} must not select an introspection top level field.", group.ToArray<AstNode>());
            }
        }
    }

    /// <summary>Root fields by response key, in document order; fragments are followed on a stack of their own, once each.</summary>
    private void Collect(
        SelectionSetNode selectionSet,
        ObjectType root,
        OrderedDictionary<string, List<FieldNode>> groups,
        List<DirectiveNode> conditions
    )
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<SelectionNode>(selectionSet.Selections.Reverse());
        while (pending.TryPop(out var selection))
        {
            var condition =
                selection.Directives.FirstOrDefault(d => d.Name.Value == "skip")
                ?? selection.Directives.FirstOrDefault(d => d.Name.Value == "include");
            if (condition is not null)
            {
                conditions.Add(condition);
                continue;
            }

            var inner = selection switch
            {
                InlineFragmentNode fragment when Applies(fragment.TypeCondition, root) => fragment.SelectionSet,
                FragmentSpreadNode spread
                    when Context.FindFragment(spread.Name.Value) is { } fragment
                        && Applies(fragment.TypeCondition, root)
                        && seen.Add(spread.Name.Value) => fragment.SelectionSet,
                _ => null,
            };
            if (selection is FieldNode field)
            {
                if (!groups.TryGetValue(field.ResponseKey, out var group))
                {
                    group = [];
                    groups.Add(field.ResponseKey, group);
                }

                group.Add(field);
            }

            foreach (var next in inner?.Selections.Reverse() ?? [])
            {
                pending.Push(next);
            }
        }
    }

    private bool Applies(NamedTypeNode? condition, ObjectType root) =>
        condition is null
        || (Schema.TryGetType(condition.Name.Value, out var type) && Schema.GetPossibleTypes(type).Contains(root));
}
