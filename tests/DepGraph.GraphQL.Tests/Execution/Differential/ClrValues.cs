using System.Collections.ObjectModel;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>The CLR types that resolvers of a field may give, and a world's values as those.</summary>
internal static class ClrValues
{
    /// <summary>Which one is decided by the field's name, so that all kinds come by.</summary>
    public static Type TypeFor(FieldDefinition field, Func<ObjectType, Type> typeOf) =>
        TypeFor(field.Type, field.Name.Sum(c => c), typeOf);

    private static Type TypeFor(GraphQLType type, int choice, Func<ObjectType, Type> typeOf) =>
        type.Nullable switch
        {
            ListType list => ListOf(TypeFor(list.OfType, choice / 2, typeOf), choice % 4),
            ScalarType { Name: "Int" } => Pick(choice, typeof(int?), typeof(long?), typeof(object)),
            ScalarType { Name: "Float" } => Pick(choice, typeof(double?), typeof(object)),
            ScalarType { Name: "Boolean" } => typeof(bool?),
            ScalarType { Name: "Money" } => Pick(choice, typeof(Money?), typeof(object)),
            ScalarType { Name: "Any" } => typeof(object),
            ScalarType => typeof(string),
            EnumType { Name: "Colour" } => Pick(choice, typeof(Colour?), typeof(string)),
            EnumType => typeof(string),
            ObjectType objectType => typeOf(objectType),
            _ => Pick(choice, typeof(Thing), typeof(object)),
        };

    private static Type ListOf(Type item, int choice) =>
        choice switch
        {
            0 => item.MakeArrayType(),
            1 => typeof(List<>).MakeGenericType(item),
            2 => typeof(IReadOnlyList<>).MakeGenericType(item),
            _ => typeof(IEnumerable<>).MakeGenericType(item),
        };

    public static object? Convert(object? value, Type type)
    {
        var exact = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => null,
            Unwritable when exact == typeof(double) => double.NaN,
            Unwritable when exact == typeof(Money) => new Money(-1),
            Unwritable when exact == typeof(Colour) => (Colour)99,
            Unwritable when exact == typeof(string) => "NOPE",
            Unwritable => double.NegativeInfinity,
            List<object?> items => List(items, exact),
            int number when exact == typeof(long) => (long)number,
            string name when exact == typeof(Colour) => Enum.Parse<Colour>(
                name.Replace("_", "", StringComparison.Ordinal),
                ignoreCase: true
            ),
            _ => value,
        };
    }

    private static object List(List<object?> items, Type type)
    {
        var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
        var array = Array.CreateInstance(item, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(Convert(items[i], item), i);
        }

        return type.IsArray ? array
            : type.GetGenericTypeDefinition() == typeof(List<>) ? Activator.CreateInstance(type, array)!
            : type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                ? Activator.CreateInstance(typeof(ReadOnlyCollection<>).MakeGenericType(item), array)!
            : Activator.CreateInstance(typeof(Queue<>).MakeGenericType(item), array)!;
    }

    private static Type Pick(int choice, params Type[] types) => types[choice % types.Length];
}
