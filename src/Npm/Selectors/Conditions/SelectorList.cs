namespace DepGraph.Npm.Selectors.Conditions;

/// <summary>Selectors with commas between them.</summary>
internal sealed record SelectorList(IReadOnlyList<SelectorSteps> Selectors);

/// <summary>One selector: conditions, each with how it stands to what those before it selected.</summary>
internal sealed record SelectorSteps(IReadOnlyList<(Combinator Combinator, Condition Condition)> Steps);
