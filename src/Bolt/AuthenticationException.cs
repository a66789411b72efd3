namespace DepGraph.Bolt;

/// <summary>The server does not accept the credentials.</summary>
public sealed class AuthenticationException(string? code, string message, Exception? cause = null)
    : SecurityException(code, message, cause);
