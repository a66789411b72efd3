using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Validation;

namespace DepGraph.GraphQL.Types.Building.Checks;

/// <summary>
/// Directives on the type system are known, stand where they may and as often as they may, and have the arguments that they
/// need. https://spec.graphql.org/September2025/#sec-Validation.Directives
/// </summary>
internal sealed class DirectiveUseCheck(TypeSystem system, SchemaErrors errors)
{
    private readonly Dictionary<string, DirectiveDefinition> _known = system.Directives.ToDictionary(
        d => d.Name,
        StringComparer.Ordinal
    );

    public void Run()
    {
        foreach (var use in system.DirectiveUses)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var node in use.Directives)
            {
                CheckOne(use, node, isFirst: seen.Add(node.Name.Value));
            }
        }
    }

    /// <summary>Puts the directives, with coerced arguments, on the elements; only after nothing was found wrong.</summary>
    public void Apply()
    {
        foreach (var use in system.DirectiveUses)
        {
            use.Apply(use.Directives.Select(Coerce).ToArray());
        }
    }

    private void CheckOne(DirectiveUse use, DirectiveNode node, bool isFirst)
    {
        var name = node.Name.Value;
        if (!_known.TryGetValue(name, out var definition))
        {
            errors.Report(node, $"Unknown directive \"@{name}\".{Suggestions.DidYouMean(name, _known.Keys)}");
            return;
        }

        if (!definition.Locations.Contains(use.Location))
        {
            errors.Report(node, $"Directive \"@{name}\" may not be used on {use.Location.GetName()}.");
        }

        if (!isFirst && !definition.IsRepeatable)
        {
            errors.Report(node, $"The directive \"@{name}\" can only be used once at this location.");
        }

        CheckArguments(definition, node);
    }

    private void CheckArguments(DirectiveDefinition definition, DirectiveNode node)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in node.Arguments)
        {
            var name = argument.Name.Value;
            if (!given.Add(name))
            {
                errors.Report(argument.Name, $"There can be only one argument named \"{name}\".");
            }

            if (definition.FindArgument(name) is { } known)
            {
                LiteralValidator.Validate(argument.Value, known.Type, errors.Report);
            }
            else
            {
                var meant = Suggestions.DidYouMean(name, definition.Arguments.Select(a => a.Name));
                errors.Report(argument, $"Unknown argument \"{name}\" on directive \"@{definition.Name}\".{meant}");
            }
        }

        foreach (var argument in definition.Arguments.Where(a => a.IsRequired && !given.Contains(a.Name)))
        {
            errors.Report(
                node,
                $"Argument \"@{definition.Name}({argument.Name}:)\" of type \"{argument.Type}\" is required, but it was not provided."
            );
        }
    }

    private AppliedDirective Coerce(DirectiveNode node)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in _known[node.Name.Value].Arguments)
        {
            var value =
                node.Arguments.FirstOrDefault(a => a.Name.Value == argument.Name)?.Value ?? argument.DefaultValue;
            if (value is not null)
            {
                arguments[argument.Name] = ConstantLiteral.Coerce(value, argument.Type);
            }
        }

        return new AppliedDirective(node.Name.Value, arguments);
    }
}
