using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building.Checks;

/// <summary>
/// Defaults fit their types, and filling in the defaults of input fields comes to an end.
/// https://spec.graphql.org/September2025/#InputObjectDefaultValueHasCycle()
/// </summary>
internal static class DefaultValueCheck
{
    public static void Run(TypeSystem system, SchemaErrors errors)
    {
        foreach (var (coordinate, value) in system.InputValues())
        {
            if (value.DefaultValue is { } literal && value.Type.IsInputType)
            {
                LiteralValidator.Validate(
                    literal,
                    value.Type,
                    (node, message) => errors.Report(node, $"{coordinate} has invalid default value: {message}")
                );
            }
        }

        var search = new CycleSearch(system, errors);
        foreach (var input in system.Types.OfType<InputObjectType>())
        {
            search.Visit(input, new ObjectValueNode([]));
        }
    }

    /// <summary>Follows defaults through input objects, depth first; a field met again on the way to itself closes a cycle.</summary>
    private sealed class CycleSearch(TypeSystem system, SchemaErrors errors)
    {
        private readonly HashSet<InputValue> _done = [];
        private readonly List<(string Coordinate, InputValue Field)> _path = [];

        public void Visit(InputObjectType type, ValueNode value)
        {
            if (value is ListValueNode list)
            {
                foreach (var item in list.Values)
                {
                    Visit(type, item);
                }
            }
            else if (value is ObjectValueNode fields)
            {
                foreach (var field in type.Fields)
                {
                    if (field.Type.Named is InputObjectType inner)
                    {
                        VisitField(type, field, inner, fields);
                    }
                }
            }
        }

        private void VisitField(InputObjectType type, InputValue field, InputObjectType inner, ObjectValueNode given)
        {
            if (given.Fields.FirstOrDefault(f => f.Name.Value == field.Name) is { } explicitly)
            {
                Visit(inner, explicitly.Value);
                return;
            }

            if (field.DefaultValue is null)
            {
                return;
            }

            var start = _path.FindIndex(step => ReferenceEquals(step.Field, field));
            if (start >= 0)
            {
                var via = string.Join(", ", _path.Skip(start + 1).Select(step => step.Coordinate));
                errors.Report(
                    system.NodeOf(field),
                    $"Invalid circular reference. The default value of Input Object field {type.Name}.{field.Name} references itself{(via.Length > 0 ? $" via the default values of: {via}" : "")}."
                );
            }
            else if (_done.Add(field))
            {
                _path.Add(($"{type.Name}.{field.Name}", field));
                Visit(inner, field.DefaultValue);
                _path.RemoveAt(_path.Count - 1);
            }
        }
    }
}
