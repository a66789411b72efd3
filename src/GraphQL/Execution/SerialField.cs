using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Fields;

namespace DepGraph.GraphQL.Execution;

/// <summary>
/// A root field of a mutation: a hole that is filled when those before it are complete with everything below them.
/// https://spec.graphql.org/September2025/#sec-Mutation
/// </summary>
internal sealed class SerialField(FieldPlan<Root> plan) : Hole(plan.Field, plan.IsNullable)
{
    public override void Fill(OperationContext operation)
    {
        operation.Enter(this);
        operation.Exit(this, plan.Execute(operation, default));
    }

    /// <summary>Leaves the hole at the writer's position.</summary>
    public void Suspend(OperationContext operation) => operation.Leave(this, Field);
}
