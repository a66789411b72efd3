using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Overlap;

/// <summary>A field with the type that it is selected on and its own; each null when unknown.</summary>
internal readonly record struct MergedField(FieldNode Node, NamedType? Parent, GraphQLType? Type);
