using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Some object can be both what is selected on and what the fragment is for. https://spec.graphql.org/September2025/#sec-Fragment-Spread-Is-Possible</summary>
internal sealed class PossibleFragmentSpreadsRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<(NamedType, NamedType), bool> _overlaps = [];

    public override void EnterInlineFragment(InlineFragmentNode fragment)
    {
        if (fragment.TypeCondition is { } condition && FindDisjoint(condition) is { } type)
        {
            Context.Report(
                $"Fragment cannot be spread here as objects of type \"{Context.ParentType}\" can never be of type \"{type}\".",
                fragment
            );
        }
    }

    public override void EnterFragmentSpread(FragmentSpreadNode spread)
    {
        if (Context.FindFragment(spread.Name.Value) is { } fragment && FindDisjoint(fragment.TypeCondition) is { } type)
        {
            Context.Report(
                $"Fragment \"{spread.Name.Value}\" cannot be spread here as objects of type \"{Context.ParentType}\" can never be of type \"{type}\".",
                spread
            );
        }
    }

    /// <summary>The type of the condition when no object is both of it and of the parent type; null when all is well.</summary>
    private NamedType? FindDisjoint(NamedTypeNode condition)
    {
        if (
            Context.ParentType is not { } parent
            || !Schema.TryGetType(condition.Name.Value, out var type)
            || type is not (FieldsType or UnionType)
        )
        {
            return null;
        }

        if (!_overlaps.TryGetValue((parent, type), out var overlaps))
        {
            overlaps =
                ReferenceEquals(parent, type)
                || Schema.GetPossibleTypes(parent).Intersect(Schema.GetPossibleTypes(type)).Any();
            _overlaps.Add((parent, type), overlaps);
        }

        return overlaps ? null : type;
    }
}
