using DepGraph.Npm.Selectors.Matching;

namespace DepGraph.Npm.Selectors.Conditions;

/// <summary>What a place is asked for, such as <c>#name</c>, <c>.dev</c> or <c>:not(…)</c>.</summary>
internal abstract record Condition;

/// <summary>A condition that looks at one place by itself.</summary>
internal sealed record PlaceCondition(Func<LockedTree, int, bool> Test) : Condition;

/// <summary>The place that the nearest <c>:has()</c> around it asks about.</summary>
internal sealed record ScopeCondition : Condition;

/// <summary>A condition with selectors of its own.</summary>
internal sealed record NestedCondition(NestedKind Kind, SelectorList List) : Condition;

/// <summary>The pseudo-classes that take selectors.</summary>
internal enum NestedKind : byte
{
    Is,
    Not,
    Has,
}
