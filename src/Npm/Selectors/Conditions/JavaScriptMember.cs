using System.Globalization;
using System.Text.Json;
using DepGraph.Npm.Json;

namespace DepGraph.Npm.Selectors.Conditions;

/// <summary>Members and texts of JSON values as JavaScript has them, as far as they can be told from the JSON.</summary>
internal static class JavaScriptMember
{
    /// <summary>Numbers in between are written without an exponent, here and there.</summary>
    private const double Smallest = 1e-4;

    private const double Largest = 1e15;

    private static readonly HashSet<string> OfEveryObject =
    [
        .. "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __proto__".Split(
            ' '
        ),
        .. "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__".Split(' '),
    ];

    private static readonly HashSet<string> OfOtherValues =
    [
        "length",
        .. "at charAt charCodeAt codePointAt concat endsWith includes indexOf isWellFormed lastIndexOf localeCompare match".Split(
            ' '
        ),
        .. "matchAll normalize padEnd padStart repeat replace replaceAll search slice split startsWith substr substring".Split(
            ' '
        ),
        .. "toLocaleLowerCase toLocaleUpperCase toLowerCase toUpperCase toWellFormed trim trimEnd trimLeft trimRight".Split(
            ' '
        ),
        .. "trimStart anchor big blink bold fixed fontcolor fontsize italics link small strike sub sup copyWithin entries".Split(
            ' '
        ),
        .. "every fill filter find findIndex findLast findLastIndex flat flatMap forEach join keys map pop push reduce".Split(
            ' '
        ),
        .. "reduceRight reverse shift some sort splice toReversed toSorted toSpliced unshift values with toExponential".Split(
            ' '
        ),
        .. "toFixed toPrecision".Split(' '),
    ];

    /// <summary>Whether every object of JavaScript has a member of that name, so that it says nothing of a package.</summary>
    public static bool IsOfEveryObject(string name) => OfEveryObject.Contains(name);

    /// <summary>A member; undefined where there is none.</summary>
    /// <exception cref="SelectorException">npm fails over it, or it is a function there.</exception>
    public static JsonElement Of(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
            throw new SelectorException($"npm fails over `{name}` of a null in a package's list.");
        if (value.ValueKind != JsonValueKind.Object && (OfOtherValues.Contains(name) || char.IsAsciiDigit(name[0])))
            throw new SelectorException(
                $"`{name}` of a text, number or list is not the package's own; npm would look into JavaScript."
            );
        return JavaScriptObject.Member(value, name);
    }

    /// <summary>What is compared for a value: empty for what JavaScript takes for false; null for what is neither text nor number.</summary>
    /// <exception cref="SelectorException">It is a number that is written differently in JavaScript.</exception>
    public static string? Text(JsonElement value)
    {
        if (!JavaScriptObject.IsTruthy(value))
            return "";
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        if (value.ValueKind != JsonValueKind.Number)
            return null;
        return value.TryGetDouble(out var number) && Math.Abs(number) is >= Smallest and < Largest
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new SelectorException(
                $"The number {value.GetRawText()} of a package cannot be compared as a text."
            );
    }
}
