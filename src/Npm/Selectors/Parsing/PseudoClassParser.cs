using DepGraph.Npm.Placement.Tree;
using DepGraph.Npm.Selectors.Conditions;
using DepGraph.Npm.Selectors.Matching;

namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>Reads the conditions that begin with a colon.</summary>
internal sealed class PseudoClassParser(SelectorScanner scanner, SelectorParser selectors)
{
    private const string Known =
        ":attr, :deduped, :empty, :extraneous, :has, :invalid, :is, :link, :not, :overridden, :path, :private, :root, :scope, :semver and :type";

    /// <exception cref="SelectorException">There is none, or a lock file does not define it.</exception>
    public Condition Read(ScopeKind scope)
    {
        var start = scanner.Position;
        scanner.Skip(':');
        var name = scanner.TakeWhile(char.IsAsciiLetter);
        if (Plain(name, scope, start) is { } plain)
            return scanner.Next == '(' ? throw scanner.Error($"`:{name}` takes nothing in parentheses.") : plain;
        scanner.Expect('(', $"after `:{name}`");
        if (name == "attr")
            return new PlaceCondition(new AttributeParser(scanner).Path([]).Matches);
        Condition condition = name switch
        {
            "is" => new NestedCondition(NestedKind.Is, selectors.List(ScopeKind.Nothing)),
            "not" => new NestedCondition(NestedKind.Not, selectors.List(ScopeKind.Nothing)),
            "has" => new NestedCondition(NestedKind.Has, selectors.List(ScopeKind.Place)),
            "semver" => new SemverParser(scanner).Read(),
            "type" => new SpecTypeParser(scanner).Read(),
            _ => new PathParser(scanner).Read(),
        };
        scanner.Expect(')', $"at the end of `:{name}()`");
        return condition;
    }

    /// <summary>A condition that takes nothing in parentheses; null: it takes something.</summary>
    private static Condition? Plain(string name, ScopeKind scope, int start) =>
        name switch
        {
            "root" => new PlaceCondition((_, place) => scope != ScopeKind.Nothing && place == LockedTree.Project),
            "scope" when scope == ScopeKind.Nothing => new PlaceCondition((_, _) => false),
            "scope" => new ScopeCondition(),
            "empty" => new PlaceCondition((tree, place) => !tree.Nodes[place].HasEdgesOut),
            "private" => new PlaceCondition((tree, place) => tree.Has(place, "private")),
            "deduped" => new PlaceCondition((tree, place) => tree.Nodes[tree.Targets[place]].EdgesIn.Count > 1),
            "extraneous" => new PlaceCondition((tree, place) => tree.Nodes[place].IsExtraneous),
            "invalid" => new PlaceCondition(
                (tree, place) => tree.Nodes[place].EdgesIn.Any(edge => edge.Error == EdgeError.Invalid)
            ),
            "link" => new PlaceCondition((tree, place) => tree.Nodes[place].IsLink),
            "overridden" => new PlaceCondition((tree, place) => tree.IsOverridden(place)),
            "attr" or "has" or "is" or "not" or "path" or "semver" or "type" => null,
            "missing" => throw Refused(name, "what is missing has no place in the tree; `problems` tells of it", start),
            "outdated" => throw Refused(name, "a lock file does not say which versions there are", start),
            "vuln" => throw Refused(name, "a lock file does not say which versions have advisories", start),
            _ => throw SelectorScanner.Error($"`:{name}` is no pseudo-class; there are {Known}.", start),
        };

    private static SelectorException Refused(string name, string why, int start) =>
        SelectorScanner.Error($"`:{name}` cannot be answered here: {why}.", start);
}
