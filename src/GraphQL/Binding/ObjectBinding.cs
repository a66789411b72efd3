using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Execution.Fields;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Introspection;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>An object type of the schema with its resolvers.</summary>
internal abstract class ObjectBinding(ObjectType type)
{
    public ObjectType Type { get; } = type;

    /// <summary>Meta-fields included; null when there is no such field.</summary>
    public abstract FieldDefinition? FindDefinition(string name);

    /// <exception cref="InvalidOperationException">There is no such field.</exception>
    public FieldDefinition GetDefinition(string name) =>
        FindDefinition(name) ?? throw new InvalidOperationException($"{Type.Name}.{name} passed validation.");

    public abstract ObjectPlan CreatePlan(IReadOnlyList<SelectedField> fields, Planner planner);
}

/// <inheritdoc cref="ObjectBinding"/>
internal sealed class ObjectBinding<T>(
    ObjectType type,
    IReadOnlyDictionary<string, FieldBinding<T>> fields,
    FieldDefinition typeName
) : ObjectBinding(type)
{
    public override FieldDefinition? FindDefinition(string name) =>
        fields.TryGetValue(name, out var field) ? field.Definition
        : name == MetaFields.TypeNameName ? typeName
        : null;

    public override ObjectPlan CreatePlan(IReadOnlyList<SelectedField> selected, Planner planner)
    {
        var plans = new FieldPlan<T>[selected.Count];
        for (var i = 0; i < plans.Length; i++)
        {
            plans[i] =
                selected[i].Name == MetaFields.TypeNameName
                    ? new TypeNameFieldPlan<T>(selected[i])
                    : fields[selected[i].Name].CreatePlan(selected[i], planner);
        }

        return new ObjectPlan<T>(Type, plans, selected);
    }
}
