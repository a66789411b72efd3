using DepGraph.Npm.Selectors.Conditions;

namespace DepGraph.Npm.Selectors.Matching;

/// <summary>Answers one selector, as npm does step by step, within <see cref="SelectorLimits.MaxWork"/>.</summary>
internal sealed class SelectorRun
{
    /// <summary>What a test of a place counts: it may read ranges, or compare texts.</summary>
    private const int TestWork = 50;

    private readonly LockedTree _tree;
    private readonly PlaceSet _everything;
    private readonly Dictionary<Condition, PlaceSet> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Condition, (PlaceSet Asked, PlaceSet Passed)> _tests = new(
        ReferenceEqualityComparer.Instance
    );
    private long _work;

    public SelectorRun(LockedTree tree)
    {
        _tree = tree;
        _everything = Set();
        for (var i = 0; i < tree.Nodes.Count; i++)
            _everything.Add(i);
    }

    /// <exception cref="SelectorException">It takes too much work.</exception>
    public PlaceSet Select(SelectorList list) => Select(list, _everything, LockedTree.Project);

    /// <param name="list">The selectors.</param>
    /// <param name="initial">What the first condition of each is about.</param>
    /// <param name="scope">The place that is asked about.</param>
    private PlaceSet Select(SelectorList list, PlaceSet initial, int scope)
    {
        var selected = Set();
        // To npm nothing stands before a combinator that begins any selector but the first.
        var current = initial;
        foreach (var selector in list.Selectors)
        {
            for (var i = 0; i < selector.Steps.Count; i++)
            {
                var (combinator, condition) = selector.Steps[i];
                if (combinator != Combinator.None)
                    current = Combine(combinator, current, Match(condition, _everything, scope));
                else
                    current = Match(condition, i == 0 ? initial : current, scope);
            }
            selected.AddAll(current);
            current = Set();
        }
        return selected;
    }

    private PlaceSet Match(Condition condition, PlaceSet among, int scope)
    {
        if (among != _everything || condition is ScopeCondition)
            return Find(condition, among, scope);
        if (!_known.TryGetValue(condition, out var known))
            _known.Add(condition, known = Find(condition, among, scope));
        return known;
    }

    private PlaceSet Find(Condition condition, PlaceSet among, int scope)
    {
        var found = Set();
        switch (condition)
        {
            case ScopeCondition when among.Contains(scope):
                found.Add(scope);
                break;
            case PlaceCondition single:
                Test(single, among, found);
                break;
            case NestedCondition { Kind: NestedKind.Is } nested:
                found = Select(nested.List, among, scope);
                break;
            case NestedCondition { Kind: NestedKind.Not } nested:
                found.AddAll(among);
                found.Remove(Select(nested.List, among, scope));
                break;
            case NestedCondition nested:
                foreach (var place in among)
                    if (!Select(nested.List, new PlaceSet(_tree.Nodes.Count) { place }, place).IsEmpty)
                        found.Add(place);
                break;
        }
        return found;
    }

    /// <summary>Each place is put to the test once, however often it comes up.</summary>
    private void Test(PlaceCondition condition, PlaceSet among, PlaceSet found)
    {
        if (!_tests.TryGetValue(condition, out var test))
            _tests.Add(condition, test = (Set(), Set()));
        foreach (var place in among)
        {
            Count(1);
            if (test.Asked.Add(place))
            {
                Count(TestWork);
                if (condition.Test(_tree, place))
                    test.Passed.Add(place);
            }
            if (test.Passed.Contains(place))
                found.Add(place);
        }
    }

    private PlaceSet Combine(Combinator combinator, PlaceSet former, PlaceSet candidates)
    {
        var found = Set();
        if (combinator == Combinator.Sibling)
        {
            var dependents = Set();
            foreach (var place in former)
            foreach (var edge in _tree.Nodes[place].EdgesIn)
            {
                Count(1);
                dependents.Add(_tree.NumberOf(edge.From));
            }
            AddDependencies(dependents, found, null);
            found.Remove(former);
        }
        else
        {
            AddDependencies(former, found, combinator == Combinator.Descendant ? new Stack<int>() : null);
        }
        found.Intersect(candidates);
        return found;
    }

    /// <param name="dependents">Whose dependencies.</param>
    /// <param name="found">Where they are added.</param>
    /// <param name="further">Holds those whose own are still to be added; null: only direct ones.</param>
    private void AddDependencies(PlaceSet dependents, PlaceSet found, Stack<int>? further)
    {
        foreach (var place in dependents)
            AddDirect(place);
        while (further is not null && further.TryPop(out var place))
        {
            // What leads to a link leads to what it stands for.
            if (_tree.Targets[place] is var target && target != place && found.Add(target))
                further.Push(target);
            AddDirect(place);
        }

        void AddDirect(int place)
        {
            var dependencies = _tree.Dependencies[_tree.Targets[place]];
            Count(dependencies.Length);
            foreach (var dependency in dependencies)
                if (found.Add(dependency))
                    further?.Push(dependency);
        }
    }

    private PlaceSet Set()
    {
        var set = new PlaceSet(_tree.Nodes.Count);
        Count(set.Length);
        return set;
    }

    private void Count(int work)
    {
        _work += work;
        if (_work > SelectorLimits.MaxWork)
            throw new SelectorException(
                "The selector takes too much work in a tree of this size; ask for less inside `:has()`, or in parts."
            );
    }
}
