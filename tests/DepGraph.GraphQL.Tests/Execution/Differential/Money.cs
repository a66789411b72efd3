using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>An amount, <c>"m12"</c> in documents and JSON; debts cannot be written.</summary>
internal readonly record struct Money(int Amount)
{
    public static bool TryParse(string? text, out Money money)
    {
        money = default;
        if (
            text is not ['m', .. var digits]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
        )
        {
            return false;
        }

        money = new Money(amount);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"m{Amount}");
}

internal sealed class MoneyScalar() : ScalarType("Money"), IScalarWriter<Money>
{
    public override bool TryCoerceLiteral(
        ValueNode literal,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        out string? error
    ) => TryCoerce((literal as StringValueNode)?.Value, out value, out error);

    public override bool TryCoerceInput(JsonElement json, out object? value, out string? error) =>
        TryCoerce(json.ValueKind == JsonValueKind.String ? json.GetString() : null, out value, out error);

    public override bool TryWrite(ResponseWriter writer, object value, out string? error) =>
        TryWrite(writer, (Money)value, out error);

    public bool TryWrite(ResponseWriter writer, Money value, out string? error)
    {
        error = value.Amount < 0 ? "Debts cannot be written." : null;
        if (error is null)
        {
            writer.WriteString(value.ToString());
        }

        return error is null;
    }

    private static bool TryCoerce(string? text, out object? value, out string? error)
    {
        var isMoney = Money.TryParse(text, out var money);
        (value, error) = (money, isMoney ? null : "Money is an m with digits.");
        return isMoney;
    }
}
