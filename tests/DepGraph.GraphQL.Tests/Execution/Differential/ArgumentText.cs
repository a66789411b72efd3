using System.Collections;
using System.Globalization;
using System.Text.Json;
using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>Arguments as text, the same for what a resolver gets and for what the specification says that it should.</summary>
internal static class ArgumentText
{
    public static string Of(IEnumerable<KeyValuePair<string, object?>> given) =>
        string.Join(", ", given.Select(a => $"{a.Key}: {Of(a.Value)}"));

    private static string Of(object? value) =>
        value switch
        {
            null => "null",
            string text => JsonSerializer.Serialize(text),
            bool truth => truth ? "true" : "false",
            int number => number.ToString(CultureInfo.InvariantCulture),
            double number => string.Create(CultureInfo.InvariantCulture, $"{number:R}f"),
            Money money => money.ToString(),
            Colour colour => Of(colour == Colour.DarkBlue ? "DARK_BLUE" : colour.ToString().ToUpperInvariant()),
            Range range => Fields(("from", new Optional<object?>(range.From)), ("to", Any(range.To))),
            Filter filter => Fields(
                ("name", Any(filter.Name)),
                ("grades", Any(filter.Grades)),
                ("range", Any(filter.Range)),
                ("not", Any(filter.Not))
            ),
            IEnumerable<KeyValuePair<string, object?>> fields => $"{{{Of(fields)}}}",
            IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
            _ => throw new ArgumentException($"{value.GetType()} is no argument.", nameof(value)),
        };

    private static string Fields(params (string Name, Optional<object?> Value)[] fields) =>
        $"{{{Of(fields.Where(f => f.Value.HasValue).Select(f => KeyValuePair.Create(f.Name, f.Value.Value)))}}}";

    private static Optional<object?> Any<T>(Optional<T> value) => value.HasValue ? new(value.Value) : default;
}
