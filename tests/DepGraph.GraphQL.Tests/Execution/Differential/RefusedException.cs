namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>A value does not fit its input type.</summary>
internal sealed class RefusedException(string message) : Exception(message);
