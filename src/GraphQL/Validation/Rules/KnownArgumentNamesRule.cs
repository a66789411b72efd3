using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Fields and directives are given arguments that they take. https://spec.graphql.org/September2025/#sec-Argument-Names</summary>
internal sealed class KnownArgumentNamesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Context.Field is { } definition)
        {
            Check(field.Arguments, definition.Arguments, $"field \"{Context.ParentType}.{definition.Name}\"");
        }
    }

    public override void EnterDirectives(IReadOnlyList<DirectiveNode> directives, DirectiveLocation location)
    {
        foreach (var directive in directives)
        {
            if (Schema.TryGetDirective(directive.Name.Value, out var definition))
            {
                Check(directive.Arguments, definition.Arguments, $"directive \"@{definition.Name}\"");
            }
        }
    }

    private void Check(IReadOnlyList<ArgumentNode> given, IReadOnlyList<InputValue> known, string owner)
    {
        foreach (var argument in given)
        {
            var name = argument.Name.Value;
            if (known.All(a => a.Name != name))
            {
                var meant = Suggestions.DidYouMean(name, known.Select(a => a.Name));
                Context.Report($"Unknown argument \"{name}\" on {owner}.{meant}", argument);
            }
        }
    }
}
