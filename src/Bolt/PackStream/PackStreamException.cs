namespace DepGraph.Bolt.PackStream;

/// <summary>Bytes that are not PackStream, break its limits, or hold another type than was asked for.</summary>
public sealed class PackStreamException : FormatException
{
    internal PackStreamException(int offset, string message)
        : base($"{message} (at byte {offset} of the message)")
    {
        Offset = offset;
    }

    internal PackStreamException(int offset, string message, Exception inner)
        : base($"{message} (at byte {offset} of the message)", inner)
    {
        Offset = offset;
    }

    /// <summary>Where in the message, in bytes from its start, the value begins that could not be read.</summary>
    public int Offset { get; }
}
