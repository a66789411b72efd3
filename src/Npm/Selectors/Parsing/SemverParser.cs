using DepGraph.Npm.Selectors.Conditions;
using DepGraph.Npm.Selectors.Matching;

namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>Reads what stands in <c>:semver()</c>: a version or range, an attribute, a function.</summary>
internal sealed class SemverParser(SelectorScanner scanner)
{
    private const string Signs = ".*<>=~^|+- \t\n\r\f";

    /// <summary>What npm's parser takes for combinators; it drops the white space around them.</summary>
    private const string Combinators = ">~+|";

    /// <exception cref="SelectorException">It is nothing that npm understands.</exception>
    public Condition Read()
    {
        scanner.SkipSpace();
        var start = scanner.Position;
        var path = default(AttributePath);
        var function = "infer";
        if (scanner.Next is '[' or ':')
        {
            path = Attribute();
            scanner.Expect(',', "after the attribute in `:semver()`");
            scanner.SkipSpace();
            start = scanner.Position;
        }
        var text = Text();
        for (var isFirst = true; scanner.Skip(','); isFirst = false)
        {
            scanner.SkipSpace();
            if (isFirst && path is null)
                path = Attribute();
            else if (function == "infer")
                function = Function();
            else
                throw scanner.Error("`:semver()` takes a version or range, an attribute, and a function.");
        }
        if (path is not null && text.StartsWith('*'))
            throw SelectorScanner.Error(
                "npm takes no range that begins with `*` beside an attribute; write `x`.",
                start
            );
        var test = new SemverTest(
            text,
            path ?? new AttributePath([], new AttributeTest("version", null, "", false)),
            function
        );
        return test.IsReadable
            ? new PlaceCondition(test.Matches)
            : throw SelectorScanner.Error($"'{text}' is no version or range.", start);
    }

    private AttributePath Attribute()
    {
        var attributes = new AttributeParser(scanner);
        var path = scanner.Next == ':' ? attributes.Nested([null]) : new AttributePath([], attributes.Test());
        scanner.SkipSpace();
        return path;
    }

    private string Function()
    {
        var start = scanner.Position;
        var function = scanner.TakeWhile(char.IsAsciiLetter);
        scanner.SkipSpace();
        return SemverTest.Functions.Split(' ').Contains(function)
            ? function
            : throw SelectorScanner.Error(
                $"'{function}' is no function of `:semver()`; there are {SemverTest.Functions}.",
                start
            );
    }

    private string Text()
    {
        var start = scanner.Position;
        var text = scanner.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || Signs.Contains(character));
        var words = text.Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries);
        var joined = "";
        foreach (var word in words)
            joined +=
                joined.Length > 0 && !Combinators.Contains(joined[^1]) && !Combinators.Contains(word[0])
                    ? " " + word
                    : word;
        return joined.Length > 0 && !HasSingleBar(joined)
            ? joined
            : throw SelectorScanner.Error(
                "A version or range is expected, such as `^1.0.0 || 2.x`, without quotes.",
                start
            );
    }

    private static bool HasSingleBar(string text) => text.Replace("||", "", StringComparison.Ordinal).Contains('|');
}
