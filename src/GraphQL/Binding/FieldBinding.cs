using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Execution.Fields;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>The resolver of a field.</summary>
internal abstract class FieldBinding<TParent>(string name)
{
    public string Name { get; } = name;

    /// <summary>Set when it is connected.</summary>
    public FieldDefinition Definition { get; protected set; } = null!;

    /// <summary>The CLR type of its values.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Whether its values are the events of a stream.</summary>
    public virtual bool IsStream => false;

    /// <summary>Finds out how its values are written as the field's type; null, or what does not fit.</summary>
    public abstract string? Connect(FieldDefinition definition, CompletionBinder completion);

    public abstract FieldPlan<TParent> CreatePlan(SelectedField field, Planner planner);
}

/// <inheritdoc cref="FieldBinding{TParent}"/>
internal abstract class FieldBinding<TParent, T>(string name) : FieldBinding<TParent>(name)
{
    public override Type ValueType => typeof(T);

    /// <summary>Set when it is connected.</summary>
    protected CompleterFactory<T> Completion { get; private set; } = null!;

    public override string? Connect(FieldDefinition definition, CompletionBinder completion)
    {
        Definition = definition;
        var factory = completion.Find<T>(definition.Type, out var problem);
        Completion = factory!;
        return factory is null ? problem : null;
    }
}

/// <summary>A resolver that needs nothing but the parent.</summary>
internal sealed class MemberFieldBinding<TParent, T>(string name, Func<TParent, T> resolve)
    : FieldBinding<TParent, T>(name)
{
    public override FieldPlan<TParent> CreatePlan(SelectedField field, Planner planner)
    {
        var completer = Completion.Create(field, planner);
        // Arguments with variables have to be coerced, be they used or not: they may not fit.
        return field.Arguments is { Constant: null }
            ? new ContextFieldPlan<TParent, T>(field, completer, (parent, _) => resolve(parent))
            : new MemberFieldPlan<TParent, T>(field, completer, resolve);
    }
}

/// <summary>A resolver with the field's context.</summary>
internal sealed class ContextFieldBinding<TParent, T>(string name, Func<TParent, FieldContext, T> resolve)
    : FieldBinding<TParent, T>(name)
{
    public override FieldPlan<TParent> CreatePlan(SelectedField field, Planner planner) =>
        new ContextFieldPlan<TParent, T>(field, Completion.Create(field, planner), resolve);
}

/// <summary>A resolver that may have to wait.</summary>
internal sealed class AsyncFieldBinding<TParent, T>(string name, Func<TParent, FieldContext, ValueTask<T>> resolve)
    : FieldBinding<TParent, T>(name)
{
    public override FieldPlan<TParent> CreatePlan(SelectedField field, Planner planner) =>
        new AsyncFieldPlan<TParent, T>(field, Completion.Create(field, planner), resolve);
}

/// <summary>A root field of subscriptions.</summary>
internal sealed class StreamFieldBinding<T>(string name, Func<FieldContext, ValueTask<IAsyncEnumerable<T>>> subscribe)
    : FieldBinding<Root, T>(name)
{
    public override bool IsStream => true;

    public override FieldPlan<Root> CreatePlan(SelectedField field, Planner planner) =>
        new StreamFieldPlan<T>(field, Completion.Create(field, planner), subscribe);
}
