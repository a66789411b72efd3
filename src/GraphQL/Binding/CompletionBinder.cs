using System.Reflection;
using DepGraph.GraphQL.Execution.Completion;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>
/// Settles how values of a CLR type are written as a type of the schema. The only reflection is here, at the start.
/// </summary>
internal sealed class CompletionBinder(
    IReadOnlyDictionary<EnumType, EnumBinding> enums,
    IReadOnlyDictionary<string, Type> objectTypes,
    Counterparts counterparts
)
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    private static readonly MethodInfo FindMethod = typeof(CompletionBinder).GetMethod(nameof(Find))!;

    /// <summary>Null, with what does not fit, when there is no way.</summary>
    public CompleterFactory<T>? Find<T>(GraphQLType type, out string? problem)
    {
        problem = null;
        var isNullable = !type.IsNonNull;
        if (System.Nullable.GetUnderlyingType(typeof(T)) is { } inner)
        {
            return Wrap<T>(typeof(NullableFactory<>).MakeGenericType(inner), inner, type, [], out problem);
        }

        switch (type.Nullable)
        {
            case ListType list when ItemOf(typeof(T)) is { } item:
                return Wrap<T>(
                    typeof(ListFactory<,>).MakeGenericType(typeof(T), item),
                    item,
                    list.OfType,
                    [isNullable],
                    out problem
                );
            case ScalarType scalar when FindScalar<T>(scalar, isNullable) is { } completer:
                return new LeafFactory<T>(completer);
            case EnumType enumType when FindEnum<T>(enumType, isNullable) is { } completer:
                return new LeafFactory<T>(completer);
            case ObjectType { Name: var name } objectType when Fits(name, typeof(T)) || !objectTypes.ContainsKey(name):
                // That a type is not bound is a problem of its own.
                return new ObjectFactory<T>(objectType, isNullable);
            case InterfaceType or UnionType when !IsPlain(typeof(T)):
                return new AbstractFactory<T>(type.Named, isNullable);
            case ScalarType scalar when !IsBuiltIn(scalar):
                problem =
                    $"scalar {scalar.Name} does not write {Name(typeof(T))}. Let its class implement IScalarWriter<{Name(typeof(T))}>.";
                return null;
            case EnumType enumType when typeof(T).IsEnum && !enums.ContainsKey(enumType):
                problem = $"enum {enumType.Name} is not bound. Add b.Enum<{Name(typeof(T))}>(\"{enumType.Name}\").";
                return null;
            default:
                problem =
                    $"the schema says {type}, the resolver gives {Name(typeof(T))}. Have it give {counterparts.Clr(type)}, or change the schema.";
                return null;
        }
    }

    /// <summary>A CLR type as C# writes it, near enough.</summary>
    public static string Name(Type type) =>
        Keywords.TryGetValue(type, out var keyword) ? keyword
        : System.Nullable.GetUnderlyingType(type) is { } inner ? $"{Name(inner)}?"
        : type.IsArray ? $"{Name(type.GetElementType()!)}[]"
        : type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private CompleterFactory<T>? Wrap<T>(
        Type factory,
        Type innerType,
        GraphQLType innerGraphQLType,
        object[] rest,
        out string? problem
    )
    {
        object?[] arguments = [innerGraphQLType, null];
        var inner = FindMethod.MakeGenericMethod(innerType).Invoke(this, arguments);
        problem = (string?)arguments[1];
        return inner is null ? null : (CompleterFactory<T>)Activator.CreateInstance(factory, [inner, .. rest])!;
    }

    private static Completer<T>? FindScalar<T>(ScalarType scalar, bool isNullable)
    {
        object? completer = scalar.Name switch
        {
            "String" or "ID" when typeof(T) == typeof(string) => new StringCompleter(isNullable),
            "Int" when typeof(T) == typeof(int) => new Int32Completer(isNullable),
            "Boolean" when typeof(T) == typeof(bool) => new BooleanCompleter(isNullable),
            _ when scalar is IScalarWriter<T> writer => new ScalarCompleter<T>(scalar, writer, isNullable),
            _ when typeof(T) == typeof(object) => new BoxedScalarCompleter(scalar, isNullable),
            _ => null,
        };
        return (Completer<T>?)completer;
    }

    private Completer<T>? FindEnum<T>(EnumType type, bool isNullable)
    {
        object? completer =
            typeof(T) == typeof(string) ? new EnumNameCompleter(type, isNullable)
            : enums.TryGetValue(type, out var binding) && binding.ClrType == typeof(T)
                ? binding.CreateCompleter(isNullable)
            : null;
        return (Completer<T>?)completer;
    }

    private bool Fits(string objectType, Type type) =>
        objectTypes.TryGetValue(objectType, out var bound) && bound.IsAssignableFrom(type);

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string);

    private static bool IsBuiltIn(ScalarType scalar) =>
        scalar.Name is "Int" or "Float" or "String" or "Boolean" or "ID";

    /// <summary>Null for what is no sequence.</summary>
    public static Type? ItemOf(Type type)
    {
        if (type == typeof(string))
        {
            return null;
        }

        var sequence = type.GetInterfaces()
            .Append(type)
            .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return sequence?.GetGenericArguments()[0];
    }
}
