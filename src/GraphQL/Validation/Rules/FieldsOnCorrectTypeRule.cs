using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>A field is selected on a type that has it. https://spec.graphql.org/September2025/#sec-Field-Selections</summary>
internal sealed class FieldsOnCorrectTypeRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Context.ParentType is { } parent && Context.Field is null)
        {
            var name = field.Name.Value;
            var meant = Suggestions.Sentence(TypesWithField(parent, name), "to use an inline fragment on");
            if (meant.Length == 0 && parent is FieldsType type)
            {
                meant = Suggestions.DidYouMean(name, type.Fields.Select(f => f.Name));
            }

            Context.Report($"Cannot query field \"{name}\" on type \"{parent}\".{meant}", field);
        }
    }

    /// <summary>For an interface or union: the types inside it that do have the field, those first that cover most.</summary>
    private string[] TypesWithField(NamedType parent, string field)
    {
        if (parent is ObjectType)
        {
            return [];
        }

        var having = Schema.GetPossibleTypes(parent).Where(t => t.TryGetField(field, out _)).ToArray();
        return having
            .SelectMany(t => t.Interfaces.Where(i => i.TryGetField(field, out _)).Append<FieldsType>(t))
            .GroupBy(t => t)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key.Name, StringComparer.Ordinal)
            .Select(g => g.Key.Name)
            .ToArray();
    }
}
