using DepGraph.Bolt;
using DepGraph.Storage.Neo4j;

namespace DepGraph.Storage.Tests.Neo4j;

public sealed class Neo4jErrorsTests
{
    private static readonly Neo4jErrors Errors = new("Neo4j at bolt://graph:7687", "npm", "reader");

    [Theory]
    [InlineData("Neo.ClientError.Security.Unauthorized", StoreFailure.Unusable, "Store:Password")]
    [InlineData("Neo.ClientError.Security.CredentialsExpired", StoreFailure.Unusable, "Store:Password")]
    [InlineData("Neo.ClientError.Security.AuthenticationRateLimit", StoreFailure.Unavailable, "for a while")]
    [InlineData("Neo.ClientError.Security.Forbidden", StoreFailure.ReadOnly, "'reader'")]
    [InlineData("Neo.ClientError.Database.DatabaseNotFound", StoreFailure.Unusable, "'npm'")]
    [InlineData("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", StoreFailure.ReadOnly, "takes no writes")]
    [InlineData("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", StoreFailure.ReadOnly, "takes no writes")]
    [InlineData("Neo.ClientError.Cluster.NotALeader", StoreFailure.ReadOnly, "neo4j://")]
    [InlineData("Neo.TransientError.Transaction.DeadlockDetected", StoreFailure.Busy, "Store:BusyTimeout")]
    [InlineData("Neo.ClientError.Transaction.LockClientStopped", StoreFailure.Busy, "Store:TransactionTimeout")]
    [InlineData("Neo.ClientError.Transaction.TransactionTimedOut", StoreFailure.Busy, "Store:TransactionTimeout")]
    [InlineData("Neo.TransientError.General.MemoryPoolOutOfMemoryError", StoreFailure.Busy, "memory")]
    [InlineData("Neo.TransientError.General.DatabaseUnavailable", StoreFailure.Unavailable, "failed")]
    [InlineData("Neo.DatabaseError.General.StorageDamageDetected", StoreFailure.Corrupt, "backup")]
    [InlineData("Neo.DatabaseError.General.UnknownError", StoreFailure.Unavailable, "failed")]
    public void What_the_server_says_becomes_a_failure_with_a_way_out(string code, StoreFailure failure, string advice)
    {
        var translated = Errors.Translate(new Neo4jException(code, "It says why.")).ShouldBeOfType<StoreException>();

        translated.Failure.ShouldBe(failure);
        translated.Message.ShouldStartWith("Neo4j at bolt://graph:7687");
        translated.Message.ShouldContain(advice);
    }

    [Theory]
    [InlineData("Neo.DatabaseError.Transaction.TransactionCommitFailed")]
    [InlineData("Neo.DatabaseError.Transaction.TransactionLogError")]
    public void A_full_disk_is_named(string code)
    {
        var translated = Errors.Translate(new DatabaseException(code, "java.io.IOException: No space left on device"));

        translated.ShouldBeOfType<StoreException>().Failure.ShouldBe(StoreFailure.Full);
    }

    public static TheoryData<Neo4jException, StoreFailure, string> OfTheDriver() =>
        new()
        {
            { new ServiceUnavailableException("refused"), StoreFailure.Unavailable, "Store:Uri" },
            { new SessionExpiredException("no leader"), StoreFailure.Unavailable, "Store:Uri" },
            { new IncompleteCommitException("lost"), StoreFailure.Unavailable, "Store:Uri" },
            { new ConnectionAcquisitionTimeoutException("all in use"), StoreFailure.Busy, "Store:MaxConnections" },
            { new SecurityException("no certificate"), StoreFailure.Unusable, "+s" },
            { new ProtocolException("HTTP"), StoreFailure.Unusable, "5.26" },
        };

    [Theory]
    [MemberData(nameof(OfTheDriver))]
    public void What_the_driver_says_becomes_a_failure_with_a_way_out(
        Neo4jException exception,
        StoreFailure failure,
        string advice
    )
    {
        var translated = Errors.Translate(exception).ShouldBeOfType<StoreException>();

        translated.Failure.ShouldBe(failure);
        translated.Message.ShouldContain(advice);
        translated.InnerException.ShouldBeSameAs(exception);
    }

    [Theory]
    [InlineData("Neo.ClientError.Statement.SyntaxError")]
    [InlineData("Neo.ClientError.Schema.ConstraintValidationFailed")]
    public void What_only_a_mistake_of_ours_gives_stays_what_it_is(string code)
    {
        var mistake = new ClientException(code, "wrong");

        Errors.Translate(mistake).ShouldBeSameAs(mistake);
    }
}
