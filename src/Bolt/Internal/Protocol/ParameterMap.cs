using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>Writes what a caller hands over as parameters as a map.</summary>
internal static class ParameterMap
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <exception cref="ArgumentException">It is no set of parameters, or holds a value of a type that Neo4j does not know.</exception>
    public static void Write(PackStreamWriter writer, object? parameters)
    {
        switch (parameters)
        {
            case null:
                writer.WriteMapHeader(0);
                break;
            case IQueryParameters own:
                own.Write(writer);
                break;
            case IReadOnlyDictionary<string, object?> or IDictionary<string, object?> or IDictionary:
                writer.WriteValue(parameters);
                break;
            case string or ValueType or IEnumerable:
                throw new ArgumentException(
                    $"Parameters are an object with properties or a dictionary, not a {parameters.GetType()}.",
                    nameof(parameters)
                );
            default:
                WriteProperties(writer, parameters);
                break;
        }
    }

    private static void WriteProperties(PackStreamWriter writer, object parameters)
    {
        var properties = Properties.GetOrAdd(
            parameters.GetType(),
            static type =>
                [
                    .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Where(property => property.CanRead && property.GetIndexParameters().Length == 0),
                ]
        );
        writer.WriteMapHeader(properties.Length);
        foreach (var property in properties)
        {
            writer.WriteString(property.Name);
            writer.WriteValue(property.GetValue(parameters));
        }
    }
}
