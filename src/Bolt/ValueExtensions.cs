using DepGraph.Bolt.Internal.Sessions;

namespace DepGraph.Bolt;

/// <summary>Converts values as they come from a server.</summary>
public static class ValueExtensions
{
    /// <summary>
    /// Converts a value: integers and floats to numbers that can hold them, temporal values to .NET's, lists to lists, arrays and sets, maps
    /// to dictionaries, each with their items converted; any other one must be of the type already. Null gives null.
    /// </summary>
    /// <exception cref="InvalidCastException">It is of another kind, or null where the type has none.</exception>
    /// <exception cref="OverflowException">The number does not fit.</exception>
    public static T As<T>(this object? value) =>
        value is T wanted ? wanted : (T)ValueConversion.Convert(value, typeof(T))!;
}
