using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>Binds the fields of one object type to resolvers over <typeparamref name="TParent"/>.</summary>
public sealed class ObjectBinder<TParent> : IObjectBinder
{
    private readonly List<FieldBinding<TParent>> _fields = [];

    internal ObjectBinder() { }

    Type IObjectBinder.ClrType => typeof(TParent);

    /// <summary>A field that is a plain member of its parent.</summary>
    public ObjectBinder<TParent> Field<T>(string name, Func<TParent, T> resolve) =>
        Add(new MemberFieldBinding<TParent, T>(name, resolve));

    /// <summary>A field that needs arguments or anything else of the operation.</summary>
    public ObjectBinder<TParent> Field<T>(string name, Func<TParent, FieldContext, T> resolve) =>
        Add(new ContextFieldBinding<TParent, T>(name, resolve));

    /// <summary>
    /// A field that may have to wait. A task that is complete when returned costs nothing more than a value; others leave a
    /// hole in the response that is filled when they are.
    /// </summary>
    public ObjectBinder<TParent> FieldAsync<T>(string name, Func<TParent, FieldContext, ValueTask<T>> resolve) =>
        Add(new AsyncFieldBinding<TParent, T>(name, resolve));

    internal ObjectBinder<TParent> Add(FieldBinding<TParent> field)
    {
        _fields.Add(field);
        return this;
    }

    ObjectBinding IObjectBinder.Build(
        ObjectType type,
        IReadOnlyList<FieldDefinition> definitions,
        CompletionBinder completion,
        Counterparts counterparts,
        bool isSubscription,
        List<string> problems
    )
    {
        var binding =
            isSubscription ? "Subscription()"
            : typeof(TParent) == typeof(Root) ? $"Object<Root>(\"{type.Name}\")"
            : $"Object<{CompletionBinder.Name(typeof(TParent))}>(\"{type.Name}\")";

        var bound = new Dictionary<string, FieldBinding<TParent>>(StringComparer.Ordinal);
        foreach (var field in _fields)
        {
            var definition = definitions.FirstOrDefault(d => d.Name == field.Name);
            if (!bound.TryAdd(field.Name, field))
            {
                problems.Add($"{type.Name}.{field.Name} is bound twice. Take one of its resolvers away.");
            }
            else if (definition is null)
            {
                problems.Add(
                    $"{type.Name}.{field.Name} has a resolver but is not in the schema. Add `{field.Name}: {counterparts.Sdl(field.ValueType)}` (the resolver gives {CompletionBinder.Name(field.ValueType)}) to type {type.Name}, or take the resolver away."
                );
            }
            else if (field.IsStream != isSubscription)
            {
                problems.Add(
                    isSubscription
                        ? $"{type.Name}.{field.Name} has a resolver but no stream. Bind it with .Subscription().Stream(\"{field.Name}\", …)."
                        : $"{type.Name}.{field.Name} has a stream; only fields of the subscription type do. Bind it with .Field(\"{field.Name}\", …)."
                );
            }
            else if (field.Connect(definition, completion) is { } problem)
            {
                problems.Add($"{type.Name}.{field.Name}: {problem}");
            }
        }

        foreach (var definition in definitions.Where(d => !bound.ContainsKey(d.Name)))
        {
            var method = isSubscription ? "Stream" : "Field";
            problems.Add(
                $"{type.Name}.{definition.Name} has no resolver. Add .{method}(\"{definition.Name}\", …) to b.{binding}: the field is {definition.Type}, so the resolver gives {counterparts.Clr(definition.Type)}."
            );
        }

        return new ObjectBinding<TParent>(type, bound);
    }
}

/// <summary>A binder of any parent type.</summary>
internal interface IObjectBinder
{
    Type ClrType { get; }

    /// <param name="definitions">The type's fields; for the query type the meta-fields too.</param>
    /// <param name="isSubscription">Whether it is the subscription type, whose fields are streams.</param>
    /// <param name="problems">Gets a line for everything that does not match.</param>
    ObjectBinding Build(
        ObjectType type,
        IReadOnlyList<FieldDefinition> definitions,
        CompletionBinder completion,
        Counterparts counterparts,
        bool isSubscription,
        List<string> problems
    );
}
