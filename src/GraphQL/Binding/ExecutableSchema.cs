using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Introspection;
using DepGraph.GraphQL.Types;
using DepGraph.GraphQL.Types.Building;

namespace DepGraph.GraphQL.Binding;

/// <summary>A schema with everything it needs to be executed. Immutable; made once, at the start.</summary>
public sealed class ExecutableSchema
{
    private readonly IReadOnlyDictionary<ObjectType, ObjectBinding> _objects;
    private readonly IReadOnlyDictionary<NamedType, AbstractBinding> _abstracts;
    private readonly IReadOnlyDictionary<EnumType, EnumBinding> _enums;
    private readonly IReadOnlyDictionary<InputObjectType, InputBinding> _inputs;

    private ExecutableSchema(
        string sdl,
        SchemaBinder binder,
        IReadOnlyDictionary<ObjectType, ObjectBinding> objects,
        IReadOnlyDictionary<NamedType, AbstractBinding> abstracts
    )
    {
        Sdl = sdl;
        Schema = binder.Schema;
        _objects = objects;
        _abstracts = abstracts;
        _enums = binder.Enums;
        _inputs = binder.Inputs;
    }

    public Schema Schema { get; }

    /// <summary>The text that it was made from.</summary>
    public string Sdl { get; }

    /// <param name="sdl">The schema: the only source of types.</param>
    /// <param name="scalars">One for each scalar that the SDL declares.</param>
    /// <param name="bind">Binds every field of every object type, every enum and every input object.</param>
    /// <exception cref="SchemaException">The SDL is faulty.</exception>
    /// <exception cref="SchemaBindingException">Something is unbound, bound twice, surplus, or of a type that does not fit.</exception>
    public static ExecutableSchema Create(string sdl, IEnumerable<ScalarType> scalars, Action<SchemaBinder> bind)
    {
        var binder = new SchemaBinder(SchemaBuilder.Build(sdl, scalars));
        IntrospectionBinding.Bind(binder);
        bind(binder);
        var check = new BindingCheck(binder);
        var objects = check.BuildObjects();
        var abstracts = check.BuildAbstracts();
        check.CheckInputs();
        return binder.Problems.Count == 0
            ? new ExecutableSchema(sdl, binder, objects, abstracts)
            : throw new SchemaBindingException(binder.Problems);
    }

    internal ObjectBinding GetBinding(ObjectType type) => _objects[type];

    internal AbstractBinding GetAbstractBinding(NamedType type) => _abstracts[type];

    /// <summary>The CLR value of an enum's value, or its name when the enum is not bound.</summary>
    internal bool TryGetEnumValue(EnumType type, string name, out object? value)
    {
        value = null;
        if (!type.TryGetValue(name, out _))
        {
            return false;
        }

        value = _enums.TryGetValue(type, out var binding) ? binding.GetValue(name) : name;
        return true;
    }

    /// <summary>An input object as what it is bound to, else a dictionary of what was given.</summary>
    /// <param name="values">One for each field of the type, in its order.</param>
    internal object CreateInput(InputObjectType type, object?[] values)
    {
        if (_inputs.TryGetValue(type, out var binding))
        {
            return binding.Create(values);
        }

        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != ArgumentValues.Missing)
            {
                fields.Add(type.Fields[i].Name, values[i]);
            }
        }

        return fields;
    }
}
