using System.Text.Json;
using System.Text.RegularExpressions;
using DepGraph.Npm.Json;

namespace DepGraph.Npm.Selectors.Conditions;

/// <summary>What stands between square brackets.</summary>
/// <param name="Name">The attribute.</param>
/// <param name="Operator">One of npm's; null: it only has to be there.</param>
/// <param name="Value">What it is compared with; empty without an operator.</param>
/// <param name="IgnoresCase">Whether the case of letters does not matter; then the value is ASCII.</param>
internal sealed partial record AttributeTest(string Name, string? Operator, string Value, bool IgnoresCase)
{
    private readonly string _value = IgnoresCase ? Value.ToLowerInvariant() : Value;

    /// <summary>Whether an attribute's value passes; of a list, whether the first element that does is one that JavaScript takes for true.</summary>
    /// <exception cref="SelectorException">It has a number that is written differently in JavaScript.</exception>
    public bool Passes(JsonElement attribute)
    {
        if (Operator is null)
            return JavaScriptObject.IsTruthy(attribute);
        if (attribute.ValueKind != JsonValueKind.Array)
            return Compare(attribute);
        foreach (var element in attribute.EnumerateArray())
            if (Compare(element))
                return JavaScriptObject.IsTruthy(element);
        return false;
    }

    private bool Compare(JsonElement attribute)
    {
        if (JavaScriptMember.Text(attribute) is not { } text)
            return false;
        if (IgnoresCase)
            // The two letters beyond ASCII that have ASCII in their lower case.
            text = text.Replace("\u0130", "i\u0307", StringComparison.Ordinal)
                .Replace('\u212A', 'k')
                .ToLowerInvariant();
        return Operator switch
        {
            "=" => text == _value,
            "~=" => Words().Matches(text).Any(word => word.Value == _value),
            "*=" => text.Contains(_value, StringComparison.Ordinal),
            "|=" => text.StartsWith(_value + "-", StringComparison.Ordinal),
            "^=" => text.StartsWith(_value, StringComparison.Ordinal),
            _ => text.EndsWith(_value, StringComparison.Ordinal),
        };
    }

    [GeneratedRegex("[A-Za-z0-9_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
