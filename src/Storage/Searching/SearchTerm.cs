namespace DepGraph.Storage.Searching;

/// <summary>A term of the index that a package must have.</summary>
/// <param name="Text">Letters, digits and <c>_</c>, the first of which says what kind of term it is; nothing else ever.</param>
/// <param name="IsPrefix">Whether any term that begins so will do.</param>
internal readonly record struct SearchTerm(string Text, bool IsPrefix = false);
