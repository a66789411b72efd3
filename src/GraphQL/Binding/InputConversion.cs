using System.Collections.Concurrent;
using System.Reflection;
using DepGraph.GraphQL.Execution.Coercion;

namespace DepGraph.GraphQL.Binding;

/// <summary>
/// From coerced input values to the CLR types that resolvers ask for. How is settled once per type, by reflection; converting
/// needs none.
/// </summary>
internal static class InputConversion
{
    private static readonly ConcurrentDictionary<Type, Func<object?, object?>> Conversions = new();

    /// <summary>The conversion to a type. What is missing or null becomes the type's default.</summary>
    /// <exception cref="InvalidCastException">Thrown by the conversion, naming both types.</exception>
    public static Func<object?, object?> To(Type type) => Conversions.GetOrAdd(type, static t => Create(t));

    private static Func<object?, object?> Create(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
        {
            return (Func<object?, object?>)
                typeof(InputConversion)
                    .GetMethod(nameof(ToOptional), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(type.GetGenericArguments())
                    .Invoke(null, null)!;
        }

        var empty =
            type.IsValueType && System.Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        var exact = System.Nullable.GetUnderlyingType(type) ?? type;
        var list = ListOf(exact);
        return value =>
            value is null || value == ArgumentValues.Missing ? empty
            : value is object?[] items && list is not null ? list(items)
            : exact.IsInstanceOfType(value) ? value
            : Widen(value, exact) ?? throw new InvalidCastException($"{value.GetType().Name} is not {exact.Name}.");
    }

    private static object? Widen(object value, Type type) =>
        value switch
        {
            int number when type == typeof(long) => (long)number,
            int number when type == typeof(double) => (double)number,
            double number when type == typeof(float) => (float)number,
            double number when type == typeof(decimal) => (decimal)number,
            _ => null,
        };

    /// <summary>Null for types that an array cannot be.</summary>
    private static Func<object?[], object?>? ListOf(Type type)
    {
        var item =
            type.IsArray ? type.GetElementType()!
            : type.IsGenericType ? type.GetGenericArguments()[0]
            : null;
        return item is null || !type.IsAssignableFrom(item.MakeArrayType())
            ? null
            : (Func<object?[], object?>)
                typeof(InputConversion)
                    .GetMethod(nameof(ToArray), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(item)
                    .Invoke(null, null)!;
    }

    private static Func<object?[], object?> ToArray<T>()
    {
        var convert = To(typeof(T));
        return items =>
        {
            var array = new T[items.Length];
            for (var i = 0; i < array.Length; i++)
            {
                array[i] = (T)convert(items[i])!;
            }

            return array;
        };
    }

    private static Func<object?, object?> ToOptional<T>()
    {
        var convert = To(typeof(T));
        return value => value == ArgumentValues.Missing ? default(Optional<T>) : new Optional<T>((T)convert(value)!);
    }
}
