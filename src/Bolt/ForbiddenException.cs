namespace DepGraph.Bolt;

/// <summary>The user may not do this.</summary>
public sealed class ForbiddenException(string? code, string message, Exception? cause = null)
    : SecurityException(code, message, cause);
