using System.Reflection;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>
/// Binds any schema of the generator to a <see cref="World"/>, the operation's state: every field by one of the ways that a
/// resolver can be written in, over CLR types that vary.
/// </summary>
internal sealed class WorldBinding(bool isTypedByClass)
{
    public void Bind(SchemaBinder binder)
    {
        binder.Enum<Colour>("Colour").Input<Range>("Range").Input<Filter>("Filter");
        var roots = new[] { binder.Schema.QueryType, binder.Schema.MutationType! };
        foreach (var root in roots)
        {
            BindFields(binder.Object<Root>(root.Name), root, static (_, ctx) => ctx.State<World>().Root);
        }

        foreach (var type in binder.Schema.Types.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal)))
        {
            if (type is ObjectType objectType && !roots.Contains(type))
            {
                Call(nameof(BindObject), [ClrTypeOf(objectType)], binder, objectType);
            }
            else if (type is InterfaceType or UnionType && !isTypedByClass)
            {
                binder.Abstract<Thing>(type.Name, thing => thing.TypeName);
            }
        }
    }

    private void BindObject<T>(SchemaBinder binder, ObjectType type)
        where T : Thing => BindFields(binder.Object<T>(type.Name), type, static (thing, _) => thing);

    private void BindFields<TParent>(
        ObjectBinder<TParent> binder,
        ObjectType type,
        Func<TParent, FieldContext, Thing> thingOf
    )
    {
        foreach (var field in type.Fields)
        {
            Call(nameof(BindField), [typeof(TParent), ClrValues.TypeFor(field, ClrTypeOf)], binder, field, thingOf);
        }
    }

    private void BindField<TParent, T>(
        ObjectBinder<TParent> binder,
        FieldDefinition field,
        Func<TParent, FieldContext, Thing> thingOf
    )
    {
        switch (field.Name.Length + field.Name[^1] % 4)
        {
            case 3 when typeof(TParent) != typeof(Root) && field.Arguments.Count == 0:
                binder.Field(field.Name, parent => Value(thingOf(parent, null!), ""));
                break;
            case 4:
                binder.Field(field.Name, (parent, ctx) => Value(thingOf(parent, ctx), Arguments(ctx)));
                break;
            default:
                binder.FieldAsync(field.Name, (parent, ctx) => GetAsync(thingOf(parent, ctx), ctx));
                break;
        }

        T Value(Thing thing, string arguments) =>
            (T)ClrValues.Convert(thing.World.ValueOf(thing, field, arguments), typeof(T))!;

        ValueTask<T> GetAsync(Thing thing, FieldContext ctx)
        {
            var arguments = Arguments(ctx);
            var rootField = ctx.Path[0];
            var world = thing.World;
            world.Note(rootField);
            return world.MannerOf(thing, field.Name) switch
            {
                0 => ValueTask.FromResult(Value(thing, arguments)),
                1 => Later(),
                2 => Loaded(),
                _ => LoadedLater(),
            };

            async ValueTask<T> Later()
            {
                await Task.Yield();
                world.Note(rootField);
                return Value(thing, arguments);
            }

            async ValueTask<T> Loaded()
            {
                await ctx.Loader(s => new EchoLoader(s)).LoadAsync(thing.Id);
                world.Note(rootField);
                return Value(thing, arguments);
            }

            async ValueTask<T> LoadedLater()
            {
                var loader = ctx.Loader(s => new EchoLoader(s));
                await Task.Yield();
                await loader.LoadAsync(thing.Id + 1);
                await loader.LoadAsync(thing.Id + 2);
                world.Note(rootField);
                return Value(thing, arguments);
            }
        }
    }

    private static string Arguments(FieldContext ctx) =>
        ArgumentText.Of(
            ctx.Field.Definition.Arguments.Where(a => ctx.HasArgument(a.Name))
                .Select(a => KeyValuePair.Create(a.Name, ctx.Argument<object?>(a.Name)))
        );

    private Type ClrTypeOf(ObjectType type) =>
        !isTypedByClass
            ? typeof(Thing)
            : type.Name switch
            {
                "O0" => typeof(Thing0),
                "O1" => typeof(Thing1),
                "O2" => typeof(Thing2),
                "O3" => typeof(Thing3),
                "O4" => typeof(Thing4),
                _ => typeof(Thing5),
            };

    private void Call(string method, Type[] types, params object[] arguments) =>
        typeof(WorldBinding)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(types)
            .Invoke(this, arguments);
}
