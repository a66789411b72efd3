namespace DepGraph.EndToEnd.Cypher;

/// <summary>A GraphQL operation of the page.</summary>
/// <param name="Document">The operation.</param>
/// <param name="Answer">The JSON that follows it; null when there is none.</param>
internal sealed record GraphQLQuestion(string Document, string? Answer);
