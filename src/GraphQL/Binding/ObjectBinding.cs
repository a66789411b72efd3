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

    public abstract ObjectPlan CreatePlan(IReadOnlyList<SelectedField> fields, Planner planner);
}

/// <inheritdoc cref="ObjectBinding"/>
internal sealed class ObjectBinding<T>(ObjectType type, IReadOnlyDictionary<string, FieldBinding<T>> fields)
    : ObjectBinding(type)
{
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
