using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Only objects, interfaces and unions have fragments. https://spec.graphql.org/September2025/#sec-Fragments-on-Object-Interface-or-Union-Types</summary>
internal sealed class FragmentsOnCompositeTypesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterFragment(FragmentDefinitionNode fragment)
    {
        if (IsLeafOrInput(fragment.TypeCondition))
        {
            Context.Report(
                $"Fragment \"{fragment.Name.Value}\" cannot condition on non composite type \"{fragment.TypeCondition.Name.Value}\".",
                fragment.TypeCondition
            );
        }
    }

    public override void EnterInlineFragment(InlineFragmentNode fragment)
    {
        if (fragment.TypeCondition is { } condition && IsLeafOrInput(condition))
        {
            Context.Report($"Fragment cannot condition on non composite type \"{condition.Name.Value}\".", condition);
        }
    }

    private bool IsLeafOrInput(NamedTypeNode condition) =>
        Schema.TryGetType(condition.Name.Value, out var type) && type is not (FieldsType or UnionType);
}
