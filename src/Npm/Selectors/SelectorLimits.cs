namespace DepGraph.Npm.Selectors;

/// <summary>Bounds against selectors made to exhaust whoever answers them.</summary>
internal static class SelectorLimits
{
    /// <summary>Characters.</summary>
    public const int MaxLength = 1_000;

    /// <summary>Conditions in all, such as <c>#name</c> or <c>:root</c>.</summary>
    public const int MaxConditions = 50;

    /// <summary>Parentheses within parentheses.</summary>
    public const int MaxDepth = 8;

    /// <summary>Places and dependencies looked at, those looked at again included: less than a tenth of a second.</summary>
    public const long MaxWork = 10_000_000;
}
