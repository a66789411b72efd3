using DepGraph.Npm.Selectors.Conditions;

namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>Reads selectors: lists of conditions with combinators between them.</summary>
internal sealed class SelectorParser
{
    private readonly SelectorScanner _scanner;
    private readonly PseudoClassParser _pseudoClasses;
    private int _conditions;
    private int _depth;

    private SelectorParser(string text)
    {
        _scanner = new SelectorScanner(text);
        _pseudoClasses = new PseudoClassParser(_scanner, this);
    }

    /// <exception cref="SelectorException">The text is no selector, or beyond a limit.</exception>
    public static SelectorList Parse(string text)
    {
        if (text.Length > SelectorLimits.MaxLength)
            throw new SelectorException(
                $"The selector has {text.Length} characters; {SelectorLimits.MaxLength} are read at most."
            );
        var parser = new SelectorParser(text);
        var list = parser.List(ScopeKind.Project);
        return parser._scanner.IsAtEnd ? list : throw parser._scanner.Error("`)` has no `(` that it belongs to.");
    }

    /// <summary>Selectors up to the end, or to a closing parenthesis.</summary>
    /// <param name="scope">What <c>:scope</c> and <c>:root</c> stand for in them.</param>
    public SelectorList List(ScopeKind scope)
    {
        if (++_depth > SelectorLimits.MaxDepth)
            throw _scanner.Error($"Parentheses nest deeper than {SelectorLimits.MaxDepth} levels.");
        var selectors = new List<SelectorSteps>();
        do selectors.Add(Selector(scope));
        while (_scanner.Skip(','));
        _depth--;
        return new SelectorList(selectors);
    }

    private SelectorSteps Selector(ScopeKind scope)
    {
        var steps = new List<(Combinator, Condition)>();
        _scanner.SkipSpace();
        var combinator = ReadCombinator(Combinator.None);
        while (true)
        {
            if (++_conditions > SelectorLimits.MaxConditions)
                throw _scanner.Error($"The selector has more than {SelectorLimits.MaxConditions} conditions.");
            steps.Add((combinator, ReadCondition(scope)));
            combinator = ReadCombinator(_scanner.SkipSpace() ? Combinator.Descendant : Combinator.None);
            if (_scanner.IsAtEnd || _scanner.Next is ',' or ')')
                return combinator is Combinator.None or Combinator.Descendant
                    ? new SelectorSteps(steps)
                    : throw _scanner.Error("A condition is expected after a combinator.");
        }
    }

    private Combinator ReadCombinator(Combinator otherwise)
    {
        var read =
            _scanner.Skip('>') ? Combinator.Child
            : _scanner.Skip('~') ? Combinator.Sibling
            : otherwise;
        if (read != otherwise)
            _scanner.SkipSpace();
        return read;
    }

    private Condition ReadCondition(ScopeKind scope)
    {
        var start = _scanner.Position;
        switch (_scanner.Next)
        {
            case '*':
                _scanner.Skip('*');
                return new PlaceCondition((_, _) => true);
            case '#':
                _scanner.Skip('#');
                var name = _scanner.Word("A package's name");
                return new PlaceCondition((tree, place) => tree.IsNamed(place, name));
            case '.':
                _scanner.Skip('.');
                return DependencyClasses.Find(_scanner.Word("A dependency type"), start);
            case '[':
                var path = new AttributePath([], new AttributeParser(_scanner).Test());
                return new PlaceCondition(path.Matches);
            case ':':
                return _pseudoClasses.Read(scope);
            case '+' or '|':
                throw _scanner.Error("npm knows the combinators `>`, `~` and white space.");
            default:
                throw _scanner.Error(
                    $"A condition is expected: `*`, `#name`, `.type`, `[attribute]` or `:pseudo-class`{_scanner.Instead()}."
                );
        }
    }
}
