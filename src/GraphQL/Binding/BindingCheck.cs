using DepGraph.GraphQL.Introspection;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>Holds a schema and its binder against each other: everything in one must be in the other.</summary>
internal sealed class BindingCheck(SchemaBinder binder)
{
    private readonly Dictionary<string, Type> _clrTypes = binder.Objects.ToDictionary(
        o => o.Key,
        o => o.Value.ClrType,
        StringComparer.Ordinal
    );

    private readonly Counterparts _counterparts = new(binder);

    public Dictionary<ObjectType, ObjectBinding> BuildObjects()
    {
        var completion = new CompletionBinder(binder.Enums, _clrTypes, _counterparts);
        var objects = new Dictionary<ObjectType, ObjectBinding>();
        foreach (var type in binder.Schema.Types.OfType<ObjectType>())
        {
            if (binder.Objects.TryGetValue(type.Name, out var bound))
            {
                objects.Add(
                    type,
                    bound.Build(
                        type,
                        FieldsOf(type),
                        completion,
                        _counterparts,
                        type == binder.Schema.SubscriptionType,
                        binder.Problems
                    )
                );
            }
            else
            {
                binder.Problems.Add(
                    $"type {type.Name} is not bound. Add b.Object<…>(\"{type.Name}\") over the CLR class of its values, with {string.Join(", ", type.Fields.Select(f => $".Field(\"{f.Name}\", …)"))}."
                );
            }
        }

        return objects;
    }

    public void CheckInputs()
    {
        foreach (var input in binder.Inputs.Values)
        {
            input.Check(_counterparts, binder.Problems);
        }
    }

    public Dictionary<NamedType, AbstractBinding> BuildAbstracts()
    {
        var abstracts = new Dictionary<NamedType, AbstractBinding>();
        foreach (var type in binder.Schema.Types.Where(t => t is InterfaceType or UnionType))
        {
            var possible = binder
                .Schema.GetPossibleTypes(type)
                .Where(p => _clrTypes.ContainsKey(p.Name))
                .Select(p => (p, _clrTypes[p.Name]))
                .ToArray();
            var resolveType = binder.Abstracts.GetValueOrDefault(type.Name);
            if (resolveType is null)
            {
                CheckDistinct(type, possible);
            }

            abstracts.Add(type, new AbstractBinding(type, possible, resolveType));
        }

        return abstracts;
    }

    private void CheckDistinct(NamedType type, (ObjectType Type, Type ClrType)[] possible)
    {
        foreach (var same in possible.GroupBy(p => p.ClrType).Where(g => g.Count() > 1))
        {
            binder.Problems.Add(
                $"{type.Name}: {string.Join(" and ", same.Select(p => p.Type.Name))} are both {CompletionBinder.Name(same.Key)}. Add b.Abstract<{CompletionBinder.Name(same.Key)}>(\"{type.Name}\", value => …) that names the type of a value."
            );
        }
    }

    /// <summary>Its fields, and for the query type those of introspection.</summary>
    private IReadOnlyList<FieldDefinition> FieldsOf(ObjectType type) =>
        type == binder.Schema.QueryType
            ? [.. type.Fields, binder.Schema.MetaFields.SchemaField, binder.Schema.MetaFields.TypeField]
            : type.Fields;
}
