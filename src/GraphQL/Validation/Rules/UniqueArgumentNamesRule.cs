using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>No argument is given twice. https://spec.graphql.org/September2025/#sec-Argument-Uniqueness</summary>
internal sealed class UniqueArgumentNamesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterArguments(IReadOnlyList<ArgumentNode> arguments, IReadOnlyList<InputValue>? known)
    {
        if (arguments.Count < 2)
        {
            return;
        }

        foreach (var group in arguments.GroupBy(a => a.Name.Value, a => a.Name))
        {
            AstNode[] names = group.ToArray();
            if (names.Length > 1)
            {
                Context.Report($"There can be only one argument named \"{group.Key}\".", names);
            }
        }
    }
}
