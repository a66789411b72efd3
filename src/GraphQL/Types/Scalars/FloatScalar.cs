using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Types.Scalars;

/// <summary>Finite double-precision numbers, as <see cref="double"/>. https://spec.graphql.org/September2025/#sec-Float</summary>
internal sealed class FloatScalar()
    : BuiltInScalar(
        "Float",
        "The `Float` scalar type represents signed double-precision finite values as specified by IEEE 754."
    ),
        IScalarWriter<double>,
        IScalarWriter<int>,
        IScalarWriter<long>
{
    private const string NotNumeric = "Float cannot represent non numeric value";
    private const string NotFinite = "Float cannot represent a value beyond double precision";

    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    )
    {
        var text = literal switch
        {
            IntValueNode number => number.Text,
            FloatValueNode number => number.Text,
            _ => null,
        };
        return text is null
            ? Refuse(NotNumeric, Show(literal), out value, out error)
            : CoerceFinite(double.Parse(text, CultureInfo.InvariantCulture), text, out value, out error);
    }

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error) =>
        json.ValueKind == JsonValueKind.Number
            ? CoerceFinite(json.GetDouble(), Show(json), out value, out error)
            : Refuse(NotNumeric, Show(json), out value, out error);

    public override bool TryWrite(ResponseWriter writer, object value, out string? error) =>
        value switch
        {
            double number => TryWrite(writer, number, out error),
            float number => TryWrite(writer, (double)number, out error),
            decimal number => TryWrite(writer, (double)number, out error),
            int number => TryWrite(writer, number, out error),
            long number => TryWrite(writer, number, out error),
            _ => Fails($"{NotNumeric}: {Show(value)}", out error),
        };

    public bool TryWrite(ResponseWriter writer, double value, out string? error)
    {
        if (!double.IsFinite(value))
        {
            return Fails($"{NotNumeric}: {value}", out error);
        }

        writer.WriteDouble(value);
        error = null;
        return true;
    }

    public bool TryWrite(ResponseWriter writer, int value, out string? error) =>
        TryWrite(writer, (long)value, out error);

    public bool TryWrite(ResponseWriter writer, long value, out string? error)
    {
        writer.WriteInt64(value);
        error = null;
        return true;
    }

    private static bool CoerceFinite(double number, string text, out object? value, out string? error) =>
        double.IsFinite(number) ? Accept(number, out value, out error) : Refuse(NotFinite, text, out value, out error);
}
