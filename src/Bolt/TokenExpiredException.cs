namespace DepGraph.Bolt;

/// <summary>The credentials were good, and are no longer.</summary>
public sealed class TokenExpiredException(string? code, string message, Exception? cause = null)
    : SecurityException(code, message, cause);
