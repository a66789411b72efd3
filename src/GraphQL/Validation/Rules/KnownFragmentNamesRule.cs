using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>A spread names a fragment of the document. https://spec.graphql.org/September2025/#sec-Fragment-Spread-Target-Defined</summary>
internal sealed class KnownFragmentNamesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterFragmentSpread(FragmentSpreadNode spread)
    {
        if (Context.FindFragment(spread.Name.Value) is null)
        {
            Context.Report($"Unknown fragment \"{spread.Name.Value}\".", spread.Name);
        }
    }
}
