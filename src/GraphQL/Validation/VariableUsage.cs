using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation;

/// <summary>
/// A variable where a value is expected. <c>Type</c> is what is expected there, null when unknown; <c>Owner</c> is the input object
/// of whose field it is the value; <c>HasDefault</c> says whether the place has a default of its own.
/// </summary>
internal sealed record VariableUsage(VariableNode Node, GraphQLType? Type, InputObjectType? Owner, bool HasDefault);
