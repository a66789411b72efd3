using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>No field of an input object is given twice. https://spec.graphql.org/September2025/#sec-Input-Object-Field-Uniqueness</summary>
internal sealed class UniqueInputFieldNamesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterObjectValue(ObjectValueNode value)
    {
        if (value.Fields.Count < 2)
        {
            return;
        }

        var first = new Dictionary<string, NameNode>(StringComparer.Ordinal);
        foreach (var field in value.Fields)
        {
            var name = field.Name;
            if (!first.TryAdd(name.Value, name))
            {
                Context.Report($"There can be only one input field named \"{name.Value}\".", first[name.Value], name);
            }
        }
    }
}
