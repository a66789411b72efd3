namespace DepGraph.GraphQL.Validation;

/// <summary>Ends a validation early; the message becomes its last error.</summary>
internal sealed class ValidationAbortedException(string message) : Exception(message);
