using DepGraph.Bolt.Internal.Protocol;
using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.Tests.PackStream;

namespace DepGraph.Bolt.Tests.Internal.Protocol;

public sealed class ServerFailureTests
{
    [Theory]
    [InlineData("Neo.ClientError.Statement.SyntaxError", typeof(ClientException), false)]
    [InlineData("Neo.ClientError.Schema.ConstraintValidationFailed", typeof(ClientException), false)]
    [InlineData("Neo.ClientError.Transaction.TransactionTimedOut", typeof(ClientException), false)]
    [InlineData("Neo.TransientError.Transaction.DeadlockDetected", typeof(TransientException), true)]
    [InlineData("Neo.DatabaseError.Statement.ExecutionFailed", typeof(DatabaseException), false)]
    [InlineData("Neo.ClientError.Security.Unauthorized", typeof(AuthenticationException), false)]
    [InlineData("Neo.ClientError.Security.AuthorizationExpired", typeof(AuthorizationException), true)]
    [InlineData("Neo.ClientError.Security.TokenExpired", typeof(TokenExpiredException), false)]
    [InlineData("Neo.ClientError.Security.Forbidden", typeof(ForbiddenException), false)]
    [InlineData("Neo.ClientError.Security.CredentialsExpired", typeof(SecurityException), false)]
    [InlineData("Neo.Unheard.Of.Before", typeof(Neo4jException), false)]
    [InlineData("Something else", typeof(Neo4jException), false)]
    public void A_code_decides_about_type_and_retry(string code, Type type, bool isRetriable)
    {
        var failure = Read(new() { ["code"] = code, ["message"] = "m" });
        failure.ShouldBeOfType(type);
        failure.Code.ShouldBe(code);
        failure.Message.ShouldBe("m");
        failure.IsRetriable.ShouldBe(isRetriable);
    }

    [Theory]
    [InlineData("Terminated")]
    [InlineData("LockClientStopped")]
    public void A_transaction_that_someone_ended_is_not_transient(string title)
    {
        var failure = Read(new() { ["code"] = $"Neo.TransientError.Transaction.{title}", ["message"] = "m" });
        failure.ShouldBeOfType<ClientException>().Code.ShouldBe($"Neo.ClientError.Transaction.{title}");
    }

    [Fact]
    public void From_Bolt_5_7_failures_have_a_GQLSTATUS_and_causes()
    {
        var failure = Read(
            new()
            {
                ["neo4j_code"] = "Neo.ClientError.Statement.SyntaxError",
                ["message"] = "outer",
                ["gql_status"] = "42001",
                ["description"] = "error: syntax error",
                ["diagnostic_record"] = new Dictionary<string, object?> { ["OPERATION"] = "" },
                ["cause"] = new Dictionary<string, object?>
                {
                    ["message"] = "inner",
                    ["gql_status"] = "42N62",
                    ["description"] = "error: variable not defined",
                },
            }
        );
        failure.ShouldBeOfType<ClientException>();
        failure.GqlStatus.ShouldBe("42001");
        failure.GqlStatusDescription.ShouldBe("error: syntax error");
        failure.InnerException.ShouldBeOfType<Neo4jException>().GqlStatus.ShouldBe("42N62");
        failure.InnerException!.Message.ShouldBe("inner");
    }

    [Fact]
    public void Causes_within_causes_are_followed_only_so_far()
    {
        var metadata = new Dictionary<string, object?> { ["message"] = "the first" };
        for (var i = 0; i < 200; i++)
        {
            metadata = new() { ["message"] = $"{i}", ["cause"] = metadata };
        }

        var depth = 0;
        for (Exception? at = Read(metadata); at is not null; at = at.InnerException)
        {
            depth++;
        }

        depth.ShouldBeInRange(2, 20);
    }

    [Fact]
    public void A_failure_that_says_nothing_is_one_all_the_same() => Read([]).Message.ShouldNotBeEmpty();

    private static Neo4jException Read(Dictionary<string, object?> metadata) =>
        Packed.Read(Packed.Value(metadata), (ref reader) => ServerFailure.Read(ref reader));
}
