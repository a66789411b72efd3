namespace DepGraph.Npm.Selectors.Conditions;

/// <summary>How what a condition selects relates to what the conditions before it selected.</summary>
internal enum Combinator : byte
{
    /// <summary>It is among it.</summary>
    None,

    /// <summary>Something of it depends on it directly: <c>&gt;</c>.</summary>
    Child,

    /// <summary>Something of it depends on it, directly or through others: white space.</summary>
    Descendant,

    /// <summary>Something depends directly on both: <c>~</c>.</summary>
    Sibling,
}
