using System.Collections;
using System.Globalization;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Response;

/// <summary>Writes errors as the response has them. https://spec.graphql.org/September2025/#sec-Errors.Error-Result-Format</summary>
internal static class ErrorWriter
{
    public static void WriteErrors(ResponseWriter writer, IReadOnlyList<GraphQLError> errors)
    {
        writer.WriteByte((byte)'[');
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0)
            {
                writer.WriteByte((byte)',');
            }

            WriteError(writer, errors[i]);
        }

        writer.WriteByte((byte)']');
    }

    /// <summary>Null, bool, string, numbers, dictionaries and lists as JSON; anything else as its text.</summary>
    public static void WriteValue(ResponseWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case string text:
                writer.WriteString(text);
                break;
            case bool boolean:
                writer.WriteBoolean(boolean);
                break;
            case int number:
                writer.WriteInt32(number);
                break;
            case long number:
                writer.WriteInt64(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteDouble(number);
                break;
            case IReadOnlyDictionary<string, object?> dictionary:
                WriteDictionary(writer, dictionary);
                break;
            case IEnumerable list:
                WriteList(writer, list);
                break;
            default:
                writer.WriteString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private static void WriteError(ResponseWriter writer, GraphQLError error)
    {
        writer.WriteRaw("{\"message\":"u8);
        writer.WriteString(error.Message);
        if (error.Locations.Count > 0)
        {
            writer.WriteRaw(",\"locations\":["u8);
            for (var i = 0; i < error.Locations.Count; i++)
            {
                WriteLocation(writer, error.Locations[i], isFirst: i == 0);
            }

            writer.WriteByte((byte)']');
        }

        if (error.Path is not null)
        {
            writer.WriteRaw(",\"path\":"u8);
            WriteList(writer, error.Path);
        }

        if (error.Extensions is { Count: > 0 })
        {
            writer.WriteRaw(",\"extensions\":"u8);
            WriteDictionary(writer, error.Extensions);
        }

        writer.WriteByte((byte)'}');
    }

    private static void WriteLocation(ResponseWriter writer, SourceLocation location, bool isFirst)
    {
        writer.WriteRaw(isFirst ? "{\"line\":"u8 : ",{\"line\":"u8);
        writer.WriteInt32(location.Line);
        writer.WriteRaw(",\"column\":"u8);
        writer.WriteInt32(location.Column);
        writer.WriteByte((byte)'}');
    }

    private static void WriteDictionary(ResponseWriter writer, IReadOnlyDictionary<string, object?> dictionary)
    {
        writer.WriteByte((byte)'{');
        var isFirst = true;
        foreach (var (name, value) in dictionary)
        {
            if (!isFirst)
            {
                writer.WriteByte((byte)',');
            }

            isFirst = false;
            writer.WriteString(name);
            writer.WriteByte((byte)':');
            WriteValue(writer, value);
        }

        writer.WriteByte((byte)'}');
    }

    private static void WriteList(ResponseWriter writer, IEnumerable list)
    {
        writer.WriteByte((byte)'[');
        var isFirst = true;
        foreach (var value in list)
        {
            if (!isFirst)
            {
                writer.WriteByte((byte)',');
            }

            isFirst = false;
            WriteValue(writer, value);
        }

        writer.WriteByte((byte)']');
    }
}
