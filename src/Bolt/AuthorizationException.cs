namespace DepGraph.Bolt;

/// <summary>What the server knew of the user's rights has expired: a fresh connection asks for them again.</summary>
public sealed class AuthorizationException(string? code, string message, Exception? cause = null)
    : SecurityException(code, message, cause)
{
    public override bool IsRetriable => true;
}
