using System.Collections.Concurrent;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>Tells the object type of a value of an interface or union.</summary>
internal sealed class AbstractBinding(
    NamedType type,
    IReadOnlyList<(ObjectType Type, Type ClrType)> possibleTypes,
    Func<object, string>? resolveType
)
{
    private readonly ConcurrentDictionary<Type, ObjectType> _byClrType = new();

    /// <exception cref="InvalidOperationException">The value is of none of the possible types.</exception>
    public ObjectType Resolve(object value) =>
        resolveType is not null ? ByName(resolveType(value))
        : _byClrType.TryGetValue(value.GetType(), out var known) ? known
        : Learn(value.GetType());

    private ObjectType ByName(string name)
    {
        foreach (var possible in possibleTypes)
        {
            if (possible.Type.Name == name)
            {
                return possible.Type;
            }
        }

        throw new InvalidOperationException($"{name} is no possible type of {type.Name}.");
    }

    private ObjectType Learn(Type clrType)
    {
        (ObjectType Type, Type ClrType)? best = null;
        foreach (var possible in possibleTypes)
        {
            if (
                possible.ClrType.IsAssignableFrom(clrType)
                && (best is null || best.Value.ClrType.IsAssignableFrom(possible.ClrType))
            )
            {
                best = possible;
            }
        }

        var found =
            best?.Type
            ?? throw new InvalidOperationException($"{clrType.Name} is bound to no possible type of {type.Name}.");
        _byClrType.TryAdd(clrType, found);
        return found;
    }
}
