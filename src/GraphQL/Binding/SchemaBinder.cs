using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>Collects what belongs to a schema's types: resolvers, CLR enums, CLR inputs.</summary>
public sealed class SchemaBinder
{
    private readonly Dictionary<string, IObjectBinder> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<object, string>> _abstracts = new(StringComparer.Ordinal);
    private readonly Dictionary<EnumType, EnumBinding> _enums = [];
    private readonly Dictionary<InputObjectType, InputBinding> _inputs = [];
    private readonly List<string> _problems = [];

    internal SchemaBinder(Schema schema) => Schema = schema;

    public Schema Schema { get; }

    internal IReadOnlyDictionary<string, IObjectBinder> Objects => _objects;

    internal IReadOnlyDictionary<string, Func<object, string>> Abstracts => _abstracts;

    internal IReadOnlyDictionary<EnumType, EnumBinding> Enums => _enums;

    internal IReadOnlyDictionary<InputObjectType, InputBinding> Inputs => _inputs;

    /// <summary>What did not match so far.</summary>
    internal List<string> Problems => _problems;

    /// <summary>The root type of queries, whatever its name.</summary>
    public ObjectBinder<Root> Query() => Object<Root>(Schema.QueryType.Name);

    /// <summary>The root type of mutations, whatever its name.</summary>
    public ObjectBinder<Root> Mutation() => Object<Root>(Schema.MutationType?.Name ?? "Mutation");

    /// <summary>The root type of subscriptions, whatever its name.</summary>
    public SubscriptionBinder Subscription() => new(Object<Root>(Schema.SubscriptionType?.Name ?? "Subscription"));

    /// <summary>An object type whose values are <typeparamref name="T"/>; asked again, it gives the same binder.</summary>
    public ObjectBinder<T> Object<T>(string typeName)
    {
        if (!_objects.TryGetValue(typeName, out var known))
        {
            if (!Schema.TryGetType(typeName, out var type) || type is not ObjectType)
            {
                _problems.Add(
                    $"type {typeName} is bound but not in the schema. Add `type {typeName} {{ … }}`, or take its binding away."
                );
            }

            known = new ObjectBinder<T>();
            _objects.Add(typeName, known);
        }

        if (known is ObjectBinder<T> binder)
        {
            return binder;
        }

        _problems.Add(
            $"type {typeName} is bound to {CompletionBinder.Name(known.ClrType)} and to {CompletionBinder.Name(typeof(T))}. Keep one."
        );
        return new ObjectBinder<T>();
    }

    /// <summary>
    /// Names the object type of a value of an interface or union. Needed only where the CLR type does not tell.
    /// </summary>
    public SchemaBinder Abstract<T>(string typeName, Func<T, string> resolveType)
    {
        if (!Schema.TryGetType(typeName, out var type) || type is not (InterfaceType or UnionType))
        {
            _problems.Add(
                $"{typeName} is bound as an interface or union but is none in the schema. Take b.Abstract<{CompletionBinder.Name(typeof(T))}>(\"{typeName}\", …) away, or add `union {typeName} = …`."
            );
        }

        _abstracts[typeName] = value => resolveType((T)value);
        return this;
    }

    /// <summary>An enum type; names match without regard to case and underscores: PEER_OPTIONAL is PeerOptional.</summary>
    public SchemaBinder Enum<TEnum>(string typeName)
        where TEnum : struct, Enum
    {
        if (!Schema.TryGetType(typeName, out var type) || type is not EnumType enumType)
        {
            _problems.Add(
                $"enum {typeName} is bound but not in the schema. Add `enum {typeName} {{ … }}`, or take its binding away."
            );
        }
        else if (!_enums.TryAdd(enumType, new EnumBinding<TEnum>(enumType, _problems)))
        {
            _problems.Add($"enum {typeName} is bound twice. Keep one.");
        }

        return this;
    }

    /// <summary>
    /// An input object type that arguments give as <typeparamref name="T"/>: a class or struct with one public constructor whose
    /// parameters are its fields, by name without regard to case. A parameter takes what <c>Argument&lt;T&gt;</c> would.
    /// </summary>
    public SchemaBinder Input<T>(string typeName)
        where T : notnull
    {
        if (!Schema.TryGetType(typeName, out var type) || type is not InputObjectType input)
        {
            _problems.Add(
                $"input {typeName} is bound but not in the schema. Add `input {typeName} {{ … }}`, or take its binding away."
            );
        }
        else if (!_inputs.TryAdd(input, new InputBinding(input, typeof(T))))
        {
            _problems.Add($"input {typeName} is bound twice. Keep one.");
        }

        return this;
    }

    /// <summary>
    /// An input object type that arguments give as a dictionary of what was given, because its shape is known as data rather than as
    /// a CLR type. Its fields and their types, as SDL writes them, must be exactly these.
    /// </summary>
    public SchemaBinder Input(string typeName, IReadOnlyList<(string Name, string Type)> fields)
    {
        if (!Schema.TryGetType(typeName, out var type) || type is not InputObjectType input)
        {
            _problems.Add(
                $"input {typeName} is bound but not in the schema. Add `input {typeName} {{ … }}`, or take its binding away."
            );
            return this;
        }

        foreach (var (name, fieldType) in fields)
        {
            if (!input.TryGetField(name, out var field))
            {
                _problems.Add(
                    $"input {typeName}: {name} is bound but no field. Add `{name}: {fieldType}` to the input, or take it away."
                );
            }
            else if (field.Type.ToString() != fieldType)
            {
                _problems.Add(
                    $"input {typeName}: {name} is bound as {fieldType} but is {field.Type} in the schema. Make them the same."
                );
            }
        }

        foreach (var field in input.Fields.Where(field => !fields.Any(bound => bound.Name == field.Name)))
        {
            _problems.Add(
                $"input {typeName}: {field.Name} is not bound. Bind a field of that name and of type {field.Type}, or take it away."
            );
        }

        return this;
    }
}
