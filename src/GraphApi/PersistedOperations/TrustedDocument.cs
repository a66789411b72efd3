namespace DepGraph.GraphApi.PersistedOperations;

/// <summary>A document that requests may name.</summary>
/// <param name="Id">What they name it by.</param>
/// <param name="Text">The document.</param>
/// <param name="Source">The file it was read from, for messages.</param>
internal sealed record TrustedDocument(string Id, string Text, string Source);
