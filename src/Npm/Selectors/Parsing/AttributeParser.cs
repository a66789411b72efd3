using DepGraph.Npm.Selectors.Conditions;

namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>Reads <c>[name operator value flag]</c> and what stands in <c>:attr()</c>.</summary>
internal sealed class AttributeParser(SelectorScanner scanner)
{
    private const string OperatorSigns = "~|^$*";

    /// <summary>What stands between square brackets, the brackets included.</summary>
    /// <exception cref="SelectorException">It is none.</exception>
    public AttributeTest Test()
    {
        scanner.Expect('[', "before an attribute");
        scanner.SkipSpace();
        var name = Name(".");
        scanner.SkipSpace();
        var test = new AttributeTest(name, null, "", IgnoresCase: false);
        if (scanner.Next != ']')
        {
            var sign = scanner.TakeWhile(OperatorSigns.Contains);
            if (sign.Length > 1 || !scanner.Skip('='))
                throw scanner.Error(
                    $"`]` or one of = ~= |= ^= $= *= is expected after an attribute{scanner.Instead()}."
                );
            scanner.SkipSpace();
            var value = scanner.Next is '"' or '\''
                ? scanner.Quoted()
                : scanner.Word("A value, in quotes if it has other signs than letters, digits and _-.@/,", ".");
            scanner.SkipSpace();
            var ignoresCase = scanner.Skip('i') || scanner.Skip('I');
            if (ignoresCase && !value.All(char.IsAscii))
                throw scanner.Error("Case is only ignored for values that are ASCII.");
            test = new AttributeTest(name, $"{sign}=", value, ignoresCase);
            scanner.SkipSpace();
        }
        scanner.Expect(']', "after an attribute, its value, or the flag `i`");
        return test;
    }

    /// <summary>What stands in <c>:attr()</c>, behind the opening parenthesis; the closing one included.</summary>
    /// <param name="lookups">What the members on the way are added to.</param>
    /// <exception cref="SelectorException">It is none.</exception>
    public AttributePath Path(List<string?> lookups)
    {
        scanner.SkipSpace();
        while (scanner.Next is not ('[' or ':'))
        {
            lookups.Add(Name(""));
            scanner.SkipSpace();
            scanner.Expect(',', "between an attribute and what is inside it");
            scanner.SkipSpace();
        }
        if (scanner.Next == ':')
            lookups.Add(null);
        if (lookups.Count > SelectorLimits.MaxConditions)
            throw scanner.Error($"`:attr()` leads through more than {SelectorLimits.MaxConditions} attributes.");
        var path = scanner.Next == ':' ? Nested(lookups) : new AttributePath(lookups, Test());
        scanner.SkipSpace();
        scanner.Expect(')', "at the end of `:attr()`");
        return path;
    }

    /// <summary>A whole <c>:attr()</c>.</summary>
    /// <exception cref="SelectorException">It is none.</exception>
    public AttributePath Nested(List<string?> lookups)
    {
        if (!scanner.Skip(':') || scanner.TakeWhile(char.IsAsciiLetter) != "attr" || !scanner.Skip('('))
            throw scanner.Error("An attribute in brackets or `:attr()` is expected.");
        return Path(lookups);
    }

    private string Name(string others)
    {
        var position = scanner.Position;
        var name = scanner.Word("An attribute's name", others);
        if (others.Length > 0 && scanner.HasEscape(position))
            throw SelectorScanner.Error(
                "npm takes no backslash in the name between brackets; a dot needs none there.",
                position
            );
        return JavaScriptMember.IsOfEveryObject(name)
            ? throw SelectorScanner.Error($"`{name}` is no attribute: every object of JavaScript has it.", position)
            : name;
    }
}
