using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Execution.Coercion;

/// <summary>An argument is wrong only once variables have values.</summary>
internal sealed class ArgumentRefusedException(string message, AstNode node)
    : GraphQLException(message, "BAD_USER_INPUT")
{
    /// <summary>The part of the argument that does not fit, or the field when the argument is missing.</summary>
    public AstNode Node { get; } = node;
}
