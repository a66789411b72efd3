using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Types.Scalars;

/// <summary>32-bit signed integers, as <see cref="int"/>. https://spec.graphql.org/September2025/#sec-Int</summary>
internal sealed class IntScalar()
    : BuiltInScalar(
        "Int",
        "The `Int` scalar type represents non-fractional signed whole numeric values between -(2^31) and 2^31 - 1."
    ),
        IScalarWriter<int>,
        IScalarWriter<long>,
        IScalarWriter<double>
{
    private const string NotInteger = "Int cannot represent non-integer value";
    private const string TooLarge = "Int cannot represent non 32-bit signed integer value";

    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    ) =>
        literal is not IntValueNode number ? Refuse(NotInteger, Show(literal), out value, out error)
        : int.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
            ? Accept(parsed, out value, out error)
        : Refuse(TooLarge, number.Text, out value, out error);

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error)
    {
        if (json.ValueKind != JsonValueKind.Number)
        {
            return Refuse(NotInteger, Show(json), out value, out error);
        }

        if (json.TryGetInt32(out var integer))
        {
            return Accept(integer, out value, out error);
        }

        // JSON knows no integers: 1.0 and 1e3 are whole numbers too.
        var number = json.GetDouble();
        return !double.IsInteger(number) ? Refuse(NotInteger, Show(json), out value, out error)
            : number is >= int.MinValue and <= int.MaxValue ? Accept((int)number, out value, out error)
            : Refuse(TooLarge, Show(json), out value, out error);
    }

    public override bool TryWrite(ResponseWriter writer, object value, out string? error) =>
        value switch
        {
            int number => TryWrite(writer, number, out error),
            long number => TryWrite(writer, number, out error),
            short number => TryWrite(writer, (int)number, out error),
            byte number => TryWrite(writer, (int)number, out error),
            uint number => TryWrite(writer, (long)number, out error),
            double number => TryWrite(writer, number, out error),
            _ => Fails($"{NotInteger}: {Show(value)}", out error),
        };

    public bool TryWrite(ResponseWriter writer, int value, out string? error)
    {
        writer.WriteInt32(value);
        error = null;
        return true;
    }

    public bool TryWrite(ResponseWriter writer, long value, out string? error) =>
        value is >= int.MinValue and <= int.MaxValue
            ? TryWrite(writer, (int)value, out error)
            : Fails($"{TooLarge}: {value}", out error);

    public bool TryWrite(ResponseWriter writer, double value, out string? error) =>
        !double.IsInteger(value) ? Fails($"{NotInteger}: {value}", out error)
        : value is >= int.MinValue and <= int.MaxValue ? TryWrite(writer, (int)value, out error)
        : Fails($"{TooLarge}: {value}", out error);
}
