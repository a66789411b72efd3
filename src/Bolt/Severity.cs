namespace DepGraph.Bolt;

/// <summary>The least severity of the notifications that a server is to send.</summary>
public enum Severity
{
    Warning,
    Information,

    /// <summary>None at all.</summary>
    Off,
}
