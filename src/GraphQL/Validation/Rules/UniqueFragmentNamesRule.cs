using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>No two fragments have the same name. https://spec.graphql.org/September2025/#sec-Fragment-Name-Uniqueness</summary>
internal sealed class UniqueFragmentNamesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, NameNode> _known = new(StringComparer.Ordinal);

    public override void EnterFragment(FragmentDefinitionNode fragment)
    {
        var name = fragment.Name;
        if (!_known.TryAdd(name.Value, name))
        {
            Context.Report($"There can be only one fragment named \"{name.Value}\".", _known[name.Value], name);
        }
    }
}
