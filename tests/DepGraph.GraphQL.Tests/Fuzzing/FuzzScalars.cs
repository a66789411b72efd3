using DepGraph.GraphQL.Tests.Execution.Differential;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Fuzzing;

/// <summary>The scalars that <see cref="SchemaGenerator.Common"/> declares.</summary>
internal static class FuzzScalars
{
    public static ScalarType[] Create() => [new AnyTextScalar(), new MoneyScalar()];
}
