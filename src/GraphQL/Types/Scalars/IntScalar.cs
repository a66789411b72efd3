using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Scalars;

/// <summary>32-bit signed integers, as <see cref="int"/>. https://spec.graphql.org/September2025/#sec-Int</summary>
internal sealed class IntScalar()
    : BuiltInScalar(
        "Int",
        "The `Int` scalar type represents non-fractional signed whole numeric values between -(2^31) and 2^31 - 1."
    )
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

    public override bool TryWrite(Utf8JsonWriter writer, object value, out string? error)
    {
        var number = value switch
        {
            int integer => integer,
            long integer => integer,
            short integer => integer,
            byte integer => integer,
            uint integer => integer,
            double real when double.IsInteger(real) && Math.Abs(real) <= uint.MaxValue => (long)real,
            _ => long.MaxValue,
        };
        if (number is < int.MinValue or > int.MaxValue)
        {
            error = value is long or uint ? $"{TooLarge}: {value}" : $"{NotInteger}: {Show(value)}";
            return false;
        }

        writer.WriteNumberValue((int)number);
        error = null;
        return true;
    }
}
