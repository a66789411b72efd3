using System.Collections;
using System.Globalization;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>The conversions behind <see cref="ValueExtensions.As{T}"/>.</summary>
internal static class ValueConversion
{
    public static object? Convert(object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
        {
            return type.IsValueType && target == type ? throw Impossible(value, type) : null;
        }

        if (target.IsInstanceOfType(value))
        {
            return value;
        }

        return value switch
        {
            long or double when IsNumber(target) => System.Convert.ChangeType(
                value,
                target,
                CultureInfo.InvariantCulture
            ),
            long number when target.IsEnum => Enum.ToObject(target, number),
            string { Length: 1 } text when target == typeof(char) => text[0],
            LocalDate date when target == typeof(DateOnly) => date.ToDateOnly(),
            LocalTime time when target == typeof(TimeOnly) => time.ToTimeOnly(),
            LocalDateTime moment when target == typeof(DateTime) => moment.ToDateTime(),
            ZonedDateTime moment when target == typeof(DateTimeOffset) => moment.ToDateTimeOffset(),
            Duration duration when target == typeof(TimeSpan) => duration.ToTimeSpan(),
            IReadOnlyDictionary<string, object?> map => ToDictionary(map, target),
            IReadOnlyList<object?> list => ToCollection(list, target),
            _ => throw Impossible(value, type),
        };
    }

    private static bool IsNumber(Type type) =>
        Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal && !type.IsEnum;

    private static object ToDictionary(IReadOnlyDictionary<string, object?> map, Type target)
    {
        if (target.GenericTypeArguments is not [var key, var value] || key != typeof(string))
        {
            throw Impossible(map, target);
        }

        var made = typeof(Dictionary<,>).MakeGenericType(key, value);
        if (!target.IsAssignableFrom(made))
        {
            throw Impossible(map, target);
        }

        var dictionary = (IDictionary)Activator.CreateInstance(made, map.Count)!;
        foreach (var (name, item) in map)
        {
            dictionary.Add(name, Convert(item, value));
        }

        return dictionary;
    }

    private static object ToCollection(IReadOnlyList<object?> list, Type target)
    {
        var item =
            target.IsArray ? target.GetElementType()
            : target.GenericTypeArguments is [var one] ? one
            : null;
        if (item is null)
        {
            throw Impossible(list, target);
        }

        var array = Array.CreateInstance(item, list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            array.SetValue(Convert(list[i], item), i);
        }

        if (target.IsInstanceOfType(array) && target.IsArray)
        {
            return array;
        }

        foreach (var open in (Type[])[typeof(List<>), typeof(HashSet<>)])
        {
            var made = open.MakeGenericType(item);
            if (target.IsAssignableFrom(made))
            {
                return Activator.CreateInstance(made, array)!;
            }
        }

        throw Impossible(list, target);
    }

    private static InvalidCastException Impossible(object? value, Type type) =>
        new($"{value?.GetType().ToString() ?? "Null"} cannot become {type}.");
}
