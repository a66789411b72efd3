namespace DepGraph.GraphQL.Types.Building.Checks;

/// <summary>
/// A value of each input object can be written down, and oneOf ones can be left out but for one field.
/// https://spec.graphql.org/September2025/#sec-Input-Objects.Type-Validation
/// </summary>
internal static class InputObjectCheck
{
    public static void Run(TypeSystem system, SchemaErrors errors)
    {
        var inputs = system.Types.OfType<InputObjectType>().ToArray();
        foreach (var field in inputs.Where(i => i.IsOneOf).SelectMany(i => i.Fields.Select(f => (Input: i, Field: f))))
        {
            CheckOneOfField(field.Input, field.Field, system, errors);
        }

        foreach (var cycle in FindEndless(inputs))
        {
            var path = string.Join(", ", cycle.Select(step => $"{step.Input.Name}.{step.Field.Name}"));
            errors.Report(
                system.NodeOf(cycle[0].Field),
                $"Input Object {cycle[0].Input.Name} cannot be provided a finite value because it references itself through fields: {path}."
            );
        }
    }

    private static void CheckOneOfField(InputObjectType input, InputValue field, TypeSystem system, SchemaErrors errors)
    {
        if (field.Type.IsNonNull)
        {
            errors.Report(system.NodeOf(field), $"OneOf input field {input.Name}.{field.Name} must be nullable.");
        }

        if (field.DefaultValue is not null)
        {
            errors.Report(
                system.NodeOf(field),
                $"OneOf input field {input.Name}.{field.Name} cannot have a default value."
            );
        }
    }

    /// <summary>
    /// First finds which inputs have a finite value, by growing that set until nothing changes: an ordinary one needs it of every
    /// field that must be given, a oneOf of any field. The rest refer to each other in circles, of which each is returned once.
    /// </summary>
    private static List<List<(InputObjectType Input, InputValue Field)>> FindEndless(InputObjectType[] inputs)
    {
        var finite = new HashSet<InputObjectType>();
        int before;
        do
        {
            before = finite.Count;
            foreach (var input in inputs)
            {
                var hasValue = input.IsOneOf
                    ? input.Fields.Count == 0
                        || input.Fields.Any(f => Needed(input, f) is not { } n || finite.Contains(n))
                    : input.Fields.All(f => Needed(input, f) is not { } n || finite.Contains(n));
                if (hasValue)
                {
                    finite.Add(input);
                }
            }
        } while (finite.Count > before);

        var cycles = new List<List<(InputObjectType, InputValue)>>();
        var seen = new HashSet<InputObjectType>(finite);
        foreach (var input in inputs.Where(i => !finite.Contains(i)))
        {
            FollowCircle(input, finite, seen, cycles);
        }

        return cycles;
    }

    private static void FollowCircle(
        InputObjectType start,
        HashSet<InputObjectType> finite,
        HashSet<InputObjectType> seen,
        List<List<(InputObjectType, InputValue)>> cycles
    )
    {
        var path = new List<(InputObjectType Input, InputValue Field)>();
        var current = start;
        while (seen.Add(current))
        {
            var step = current.Fields.First(f => Needed(current, f) is { } n && !finite.Contains(n));
            path.Add((current, step));
            current = Needed(current, step)!;
        }

        var closing = path.FindIndex(step => ReferenceEquals(step.Input, current));
        if (closing >= 0)
        {
            cycles.Add(path[closing..]);
        }
    }

    /// <summary>The input object without which this field has no value; null when it can do without.</summary>
    private static InputObjectType? Needed(InputObjectType input, InputValue field) =>
        (input.IsOneOf ? field.Type : (field.Type as NonNullType)?.OfType) as InputObjectType;
}
