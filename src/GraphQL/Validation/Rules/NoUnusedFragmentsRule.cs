using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Each fragment is spread by some operation, directly or through others. https://spec.graphql.org/September2025/#sec-Fragments-Must-Be-Used</summary>
internal sealed class NoUnusedFragmentsRule(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveDocument(DocumentNode document)
    {
        var used = document
            .Definitions.OfType<OperationDefinitionNode>()
            .SelectMany(Context.Reachable)
            .OfType<FragmentDefinitionNode>()
            .Select(f => f.Name.Value)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var fragment in document.Definitions.OfType<FragmentDefinitionNode>())
        {
            if (!used.Contains(fragment.Name.Value))
            {
                Context.Report($"Fragment \"{fragment.Name.Value}\" is never used.", fragment);
            }
        }
    }
}
