using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Execution.Completion;
using DepGraph.GraphQL.Execution.Fields;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>
/// Makes the completer of a field for a plan. Which one it is was settled when the schema was bound; what is left is the
/// selection below the field.
/// </summary>
internal abstract class CompleterFactory<T>
{
    public abstract Completer<T> Create(SelectedField field, Planner planner);
}

/// <summary>A leaf needs no selection: one completer serves all plans.</summary>
internal sealed class LeafFactory<T>(Completer<T> completer) : CompleterFactory<T>
{
    public override Completer<T> Create(SelectedField field, Planner planner) => completer;
}

internal sealed class NullableFactory<T>(CompleterFactory<T> inner) : CompleterFactory<T?>
    where T : struct
{
    public override Completer<T?> Create(SelectedField field, Planner planner) =>
        new NullableCompleter<T>(inner.Create(field, planner));
}

internal sealed class ListFactory<TList, TItem>(CompleterFactory<TItem> item, bool isNullable) : CompleterFactory<TList>
    where TList : IEnumerable<TItem>
{
    public override Completer<TList> Create(SelectedField field, Planner planner) =>
        new ListCompleter<TList, TItem>(item.Create(field, planner), isNullable);
}

internal sealed class ObjectFactory<T>(ObjectType type, bool isNullable) : CompleterFactory<T>
{
    public override Completer<T> Create(SelectedField field, Planner planner) =>
        planner.PlanSelection(field).For(type) switch
        {
            ObjectPlan<T> exact => new ObjectCompleter<T>(exact, isNullable),
            var derived => new DerivedObjectCompleter<T>(derived, isNullable),
        };
}

internal sealed class AbstractFactory<T>(NamedType type, bool isNullable) : CompleterFactory<T>
{
    public override Completer<T> Create(SelectedField field, Planner planner) =>
        new AbstractCompleter<T>(planner.Schema.GetAbstractBinding(type), planner.PlanSelection(field), isNullable);
}
