namespace DepGraph.Bolt;

/// <summary>What a transaction does, which decides where a cluster runs it. A server refuses to write in <see cref="Read"/>.</summary>
public enum AccessMode
{
    Write,
    Read,
}
