namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>What <c>:scope</c> and <c>:root</c> stand for.</summary>
internal enum ScopeKind : byte
{
    /// <summary>Both for the project.</summary>
    Project,

    /// <summary>Inside <c>:has()</c>: the place that it asks about, and the project.</summary>
    Place,

    /// <summary>Inside <c>:is()</c> and <c>:not()</c>: nothing. npm forgets there what they are.</summary>
    Nothing,
}
