using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>A directive stands once at a place, unless it is repeatable. https://spec.graphql.org/September2025/#sec-Directives-Are-Unique-per-Location</summary>
internal sealed class UniqueDirectivesPerLocationRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDirectives(IReadOnlyList<DirectiveNode> directives, DirectiveLocation location)
    {
        if (directives.Count < 2)
        {
            return;
        }

        var first = new Dictionary<string, DirectiveNode>(StringComparer.Ordinal);
        foreach (var directive in directives)
        {
            var name = directive.Name.Value;
            if (
                Schema.TryGetDirective(name, out var definition)
                && !definition.IsRepeatable
                && !first.TryAdd(name, directive)
            )
            {
                Context.Report(
                    $"The directive \"@{name}\" can only be used once at this location.",
                    first[name],
                    directive
                );
            }
        }
    }
}
